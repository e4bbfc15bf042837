// monitor.ts, rejected by 07.2-close-resting
// It waits for the loop, which sleeps for everyMs.
// #region 07.2-close
    stop.abort()
    await running
    health = healthOf(null)
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
// #region given-run
  let running: Promise<void> = Promise.resolve()

  async function run(): Promise<void> {
    running = loop()
  }

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(everyMs)
      if (!stop.signal.aborted) await round()
    }
  }
// #endregion
