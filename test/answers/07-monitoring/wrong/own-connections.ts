// monitor.ts, rejected by 07.2-up
// It opens connections of its own, and says nothing about those of the application.
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
      own.then((publisher) => publisher.publish(channel, id)).catch((error: unknown) => report({ kind: 'connection', error }))
    })
// #endregion
// #region given-listen
  const own = import('redis').then(async ({ createClient }) => {
    const [publisher, subscriber] = [createClient({ url: options.url }), createClient({ url: options.url })]
    publisher.on('error', () => {})
    subscriber.on('error', () => {})
    await Promise.all([publisher.connect(), subscriber.connect()])
    await subscriber.subscribe(channel, handler)
    stop.signal.addEventListener('abort', () => {
      publisher.destroy()
      subscriber.destroy()
    })
    return publisher
  })

  async function listen(): Promise<boolean> {
    await own
    isSubscribed = true
    return isSubscribed
  }
// #endregion
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
// #endregion
