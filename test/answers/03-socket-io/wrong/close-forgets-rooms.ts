// gateway, rejected by 03.4-close
// It keeps the subscriptions of rooms that have members.
// #region 03.4-end
    sockets.stop()
    await settled(report, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
    ])
// #endregion
