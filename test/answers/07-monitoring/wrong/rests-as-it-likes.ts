// monitor.ts, rejected by 07.2-close-resting
// It ignores everyMs.
// #region given-run
  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(Math.min(everyMs, 100), undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await round()
    }
  }
// #endregion
