// gateway, rejected by 03.5-close-refused
// It ignores a rejected UNSUBSCRIBE.
// #region 03.4-end
    sockets.stop()
    await settled(() => {}, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
// #endregion
