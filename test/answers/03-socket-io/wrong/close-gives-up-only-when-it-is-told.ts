// gateway, rejected by 03.4-frozen
// As long as the connection is open, a reply is believed to come.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    const unsubscribed = [
      pubsub.unsubscribe(broadcast, onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    // Down and not only slow: a new connection is refused.
    const { connect } = await import('node:net')
    const { hostname, port } = new URL(options.url)
    const isDown = new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname)
      socket.on('connect', () => setTimeout(() => socket.destroy(), 100))
      socket.on('error', () => resolve())
    })
    await Promise.race([Promise.all(unsubscribed), isDown])
  }
  // #endregion
