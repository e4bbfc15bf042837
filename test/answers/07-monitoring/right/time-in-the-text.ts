// monitor.ts
// The canary is JSON with a number, and Promise.race decides whether it is missing.
// #region 07.2-canary
    const own = { n: ++number, from: channel }
    const sentAt = performance.now()
    const arrived = new Promise<number>((resolve) => {
      onMessage = (message) => {
        try {
          const { n, from } = JSON.parse(message) as { n?: unknown; from?: unknown }
          if (from === channel && n === own.n) resolve(performance.now() - sentAt)
        } catch {
          // Another client's message.
        }
      }
    })
    pubsub.publishJson(channel, own).catch((error: unknown) => report({ kind: 'connection', error }))
    return Promise.race([arrived, sleep(downAfterMs, null, { ref: false })])
// #endregion
// #region given-listen
  let number = 0

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
