// gateway, rejected by 03.5-attach-refused
// When attach() rejects, it does not clean up.
// #region 03.4-end
    if (options.io.of('/').sockets.size === 0) return
    sockets.stop()
    await settled(report, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
// #endregion
