// gateway, rejected by 03.4-refused
// A refusal is only reported, and attach() gives a gateway that hears nothing.
    // #region 03.1-listen
    await pubsub.subscribe(broadcast, onBroadcast).catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion

    // #region 03.2-listen
    await pubsub.subscribe(notifications, onNotification).catch((error: unknown) => report({ kind: 'connection', error }))
    // #endregion
