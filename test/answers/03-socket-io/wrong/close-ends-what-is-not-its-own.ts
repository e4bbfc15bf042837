// gateway, rejected by 03.4-close
// unsubscribeAll() also ends the subscriptions of the application.
// #region 03.4-end
    sockets.stop()
    const ended = [rooms.close(), pubsub.unsubscribeAll()].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(ended), sleep(1000, undefined, { ref: false })])
// #endregion
