// gateway, rejected by 03.4-close
// Its listener for "connection" stays on io.
// #region 03.4-end
    for (const remove of removeListeners.values()) remove()
    const ended = [
      pubsub.unsubscribe(channels.broadcast, onBroadcast),
      pubsub.unsubscribe(channels.notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
// #endregion
