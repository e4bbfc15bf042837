// gateway, rejected by 03.4-close
// It keeps the subscription to notifications.
// #region 03.4-end
    sockets.stop()
    await settled(report, [pubsub.unsubscribe(channels.broadcast, onBroadcast), rooms.close()])
// #endregion
