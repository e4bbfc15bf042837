// monitor.ts, rejected by 07.2-rests
// The pause starts when the canary is published, so the next one follows a slow one at once.
// #region given-run
  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      const pause = sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      await Promise.all([pause, round()])
    }
  }
// #endregion
