// gateway, rejected by 03.4-close
// It keeps the subscription to notifications.
// #region 03.4-end
    sockets.stop()
    const ended = [pubsub.unsubscribe(channels.broadcast, onBroadcast), rooms.close()].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
// #endregion
