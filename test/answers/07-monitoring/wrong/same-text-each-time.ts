// monitor.ts, rejected by 07.2-foreign and 07.2-late
// All canaries are the same message, so an old one passes for the latest.
// #region 07.2-canary
    const id = `canary of ${channel}`
    return new Promise((resolve) => {
      const sentAt = performance.now()
      const timer = setTimeout(resolve, downAfterMs, null)
      onMessage = (message) => {
        if (message !== id) return
        clearTimeout(timer)
        resolve(performance.now() - sentAt)
      }
      pubsub.publish(channel, id).catch((error: unknown) => report({ kind: 'connection', error }))
    })
// #endregion
