// gateway, rejected by 03.4-asks-no-more
// It does not stop the middleware, which still calls identify() after close().
// #region 03.4-end
    options.io.removeAllListeners('connection')
    const ended = [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
// #endregion
