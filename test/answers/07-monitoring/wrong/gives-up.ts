// monitor.ts, rejected by 07.2-late
// After three missing canaries, it stops.
// #region 07.2-canary
    if (missing >= 3) return new Promise(() => {})
    const id = randomUUID()
    return new Promise((resolve) => {
      const sentAt = performance.now()
      const timer = setTimeout(() => {
        missing++
        resolve(null)
      }, downAfterMs)
      onMessage = (message) => {
        if (message !== id) return
        missing = 0
        clearTimeout(timer)
        resolve(performance.now() - sentAt)
      }
      pubsub.publish(channel, id).catch((error: unknown) => report({ kind: 'connection', error }))
    })
// #endregion
// #region given-listen
  let missing = 0

  async function listen(): Promise<boolean> {
    if (isSubscribed) return true
    try {
      await pubsub.subscribe(channel, handler)
      isSubscribed = true
    } catch (error) {
      report({ kind: 'connection', error })
    }
    return isSubscribed && !stop.signal.aborted
  }
// #endregion
