// gateway, rejected by 03.4-close
// Its listeners stay on connected sockets, and keep publishing.
// #region 03.4-end
    await settled(report, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
// #endregion
