// monitor.ts, rejected by 07.2-hangs
// It awaits PUBLISH first, so the timer starts too late.
// #region 07.2-canary
    return one()
// #endregion
// #region given-listen
  async function one(): Promise<number | null> {
    const id = randomUUID()
    const sentAt = performance.now()
    const arrived = new Promise<number>((resolve) => {
      onMessage = (message) => {
        if (message === id) resolve(performance.now() - sentAt)
      }
    })
    try {
      await pubsub.publish(channel, id)
    } catch (error) {
      report({ kind: 'connection', error })
      return null
    }
    return Promise.race([arrived, sleep(downAfterMs, null, { ref: false })])
  }

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
