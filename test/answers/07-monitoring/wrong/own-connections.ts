// monitor.ts, rejected by 07.2-up
// It connects by itself, and says nothing about the connections of the program.
// #region 07.2-send
  const own = import('redis').then(async ({ createClient }) => {
    const [publisher, subscriber] = [createClient({ url: options.url }), createClient({ url: options.url })]
    publisher.on('error', () => {})
    subscriber.on('error', () => {})
    await Promise.all([publisher.connect(), subscriber.connect()])
    await subscriber.subscribe(channel, arrived)
    stop.signal.addEventListener('abort', () => {
      publisher.destroy()
      subscriber.destroy()
    })
    return publisher
  })

  async function send(flown: Flight): Promise<void> {
    const publisher = await own
    flown.sentAt = performance.now()
    await publisher.publish(channel, flown.id)
  }
// #endregion
// #region 07.2-end
  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
  }
// #endregion
