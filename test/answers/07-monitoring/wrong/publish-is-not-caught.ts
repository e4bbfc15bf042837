// monitor.ts, rejected by 07.2-refused
// The rejection of publish() is not handled.
// #region 07.2-canary
    const id = randomUUID()
    return new Promise((resolve) => {
      const sentAt = performance.now()
      const timer = setTimeout(resolve, downAfterMs, null)
      onMessage = (message) => {
        if (message !== id) return
        clearTimeout(timer)
        resolve(performance.now() - sentAt)
      }
      void pubsub.publish(channel, id)
    })
// #endregion
