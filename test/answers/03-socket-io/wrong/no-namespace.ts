// gateway, rejected by 03.1-apart
// Two programs on one Redis hear each other.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    await pubsub.publishJson('broadcast', newMessage(socket.data.user, text))
    return undefined
    // #endregion

    // #region 03.1-listen
    await pubsub.subscribe('broadcast', onBroadcast)
    // #endregion

    // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    await Promise.all([
      pubsub.unsubscribe('broadcast', onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ])
  }
    // #endregion
