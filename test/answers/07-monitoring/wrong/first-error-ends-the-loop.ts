// monitor.ts, rejected by 07.2-refused
// After a rejected PUBLISH, it waits for a canary that was never sent.
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
      pubsub.publish(channel, id).catch((error: unknown) => {
        clearTimeout(timer)
        report({ kind: 'connection', error })
      })
    })
// #endregion
