// gateway, rejected by 03.4-close
// It keeps the subscriptions of rooms that have members.
// #region 03.4-end
    sockets.stop()
    const ended = [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
// #endregion
