// monitor.ts, rejected by 07.2-degraded
// The latency is in seconds.
// #region 07.2-canary
    const id = randomUUID()
    return new Promise((resolve) => {
      const sentAt = performance.now()
      const timer = setTimeout(resolve, downAfterMs, null)
      onMessage = (message) => {
        if (message !== id) return
        clearTimeout(timer)
        resolve((performance.now() - sentAt) / 1000)
      }
      pubsub.publish(channel, id).catch((error: unknown) => report({ kind: 'connection', error }))
    })
// #endregion
