// gateway, rejected by 03.4-close
// It disconnects the sockets, which belong to the application.
// #region 03.4-end
    sockets.stop()
    options.io.disconnectSockets()
    await settled(report, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
// #endregion
