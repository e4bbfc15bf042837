// gateway, rejected by 03.4-away, 03.4-frozen
// It waits for replies that Redis does not send.
// #region 03.4-end
    sockets.stop()
    await Promise.allSettled([
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
// #endregion
