// gateway, rejected by 03.1-listening
// It does not wait for Redis to confirm the subscription.
// #region 03.1-subscribe
    void pubsub.subscribe(channels.broadcast, onBroadcast)
// #endregion

// #region given-subscribe
    void pubsub.subscribe(channels.notifications, onNotification)
// #endregion
