// gateway, rejected by 03.4-refused
// Only the subscription to broadcasts is awaited.
    // #region 03.2-listen
    void pubsub.subscribe(notifications, onNotification)
    // #endregion
