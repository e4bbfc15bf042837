// monitor.ts, rejected by 07.2-degraded
// It waits for the message, and measures PUBLISH.
// #region 07.2-canary
    const id = randomUUID()
    return new Promise((resolve) => {
      const sentAt = performance.now()
      let tookMs = 0
      const timer = setTimeout(resolve, downAfterMs, null)
      onMessage = (message) => {
        if (message !== id) return
        clearTimeout(timer)
        resolve(tookMs)
      }
      pubsub.publish(channel, id).then(
        () => {
          tookMs = performance.now() - sentAt
        },
        (error: unknown) => report({ kind: 'connection', error }),
      )
    })
// #endregion
