// gateway, rejected by 03.5-attach-refused
// When the second subscription is rejected, the first one stays.
// #region 03.4-end
    sockets.stop()
    const ended = [rooms.close()]
    if (options.io.of('/').sockets.size > 0) {
      ended.push(
        pubsub.unsubscribe(channels.broadcast, onBroadcast),
        pubsub.unsubscribe(channels.notifications, onNotification),
      )
    }
    await settled(report, ended)
// #endregion
