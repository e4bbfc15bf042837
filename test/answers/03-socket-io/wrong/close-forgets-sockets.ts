// gateway, rejected by 03.4-close
// Listeners stay on the sockets, and go on publishing.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    await Promise.all([
      pubsub.unsubscribe(broadcast, onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ])
  }
  // #endregion
