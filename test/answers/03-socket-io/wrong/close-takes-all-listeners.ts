// gateway, rejected by 03.4-close
// It removes the listeners of the application.
// #region 03.4-end
    options.io.removeAllListeners('connection')
    sockets.stop()
    await settled(report, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
// #endregion
