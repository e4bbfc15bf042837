// gateway, rejected by 03.5-attach-refused
// When attach() rejects, it does not clean up.
// #region 03.4-end
    if (options.io.of('/').sockets.size === 0) return
    sockets.stop()
    const ended = [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
// #endregion
