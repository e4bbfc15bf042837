// gateway, rejected by 03.4-asks-no-more
// It does not stop the middleware, which still calls identify() after close().
// #region 03.4-end
    options.io.removeAllListeners('connection')
    await settled(report, [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ])
// #endregion
