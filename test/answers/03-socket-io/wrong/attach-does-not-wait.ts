// gateway, rejected by 03.1-listening
// SUBSCRIBE is not awaited.
    // #region 03.1-listen
    void pubsub.subscribe(broadcast, onBroadcast)
    // #endregion

    // #region 03.2-listen
    void pubsub.subscribe(notifications, onNotification)
    // #endregion
