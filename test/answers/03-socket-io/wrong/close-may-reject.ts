// gateway, rejected by 03.5-close-refused
// A rejected UNSUBSCRIBE rejects close().
// #region 03.4-end
    sockets.stop()
    const ended = [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ]
    await Promise.race([Promise.all(ended), settled(report, [new Promise(() => {})])])
// #endregion
