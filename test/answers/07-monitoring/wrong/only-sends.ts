// monitor.ts, rejected by 07.2-down
// It is published, so all is well.
// #region 07.2-canary
    return publishOne()
// #endregion
// #region 07.2-send
  async function publishOne(): Promise<number | null> {
    listening ??= pubsub.subscribe(channel, arrived)
    await listening
    const began = performance.now()
    try {
      await pubsub.publish(channel, randomUUID())
      return performance.now() - began
    } catch (error) {
      report({ kind: 'connection', error })
      return null
    }
  }
// #endregion
