// gateway, rejected by 03.1-apart
// It subscribes to a channel without the namespace.
// #region 03.1-subscribe
    await pubsub.subscribe(channels.broadcast, onBroadcast)
    await pubsub.subscribe('broadcast', onBroadcast)
    await pubsub.unsubscribe(channels.broadcast, onBroadcast)
// #endregion
