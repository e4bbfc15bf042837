// gateway, rejected by 03.4-close
// It disconnects the sockets, which belong to the application.
// #region 03.4-end
    sockets.stop()
    options.io.disconnectSockets()
    const ended = [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
// #endregion
