// gateway, rejected by 03.4-away, 03.4-frozen
// UNSUBSCRIBE is believed to get an answer always; while Redis is away there is none.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    await Promise.all([
      pubsub.unsubscribe(broadcast, onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ])
  }
  // #endregion
