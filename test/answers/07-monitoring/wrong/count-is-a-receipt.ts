// monitor.ts, rejected by 07.2-down and 07.2-foreign
// PUBLISH returned 1, so somebody has got it.
// #region 07.2-canary
    return publishOne()
// #endregion
// #region 07.2-send
  async function publishOne(): Promise<number | null> {
    const began = performance.now()
    try {
      await (listening ??= pubsub.subscribe(channel, arrived))
      const count = await pubsub.publish(channel, randomUUID())
      return count > 0 ? performance.now() - began : null
    } catch (error) {
      report({ kind: 'connection', error })
      return null
    }
  }
// #endregion
