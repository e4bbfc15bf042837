// monitor.ts, rejected by 07.2-late
// Any canary of this monitor is taken for the latest one.
// #region 07.2-canary
    const id = randomUUID()
    known.add(id)
    return new Promise((resolve) => {
      const sentAt = performance.now()
      const timer = setTimeout(resolve, downAfterMs, null)
      onMessage = (message) => {
        if (!known.delete(message)) return
        clearTimeout(timer)
        resolve(performance.now() - sentAt)
      }
      pubsub.publish(channel, id).catch((error: unknown) => report({ kind: 'connection', error }))
    })
// #endregion
// #region given-listen
  const known = new Set<string>()

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
