// gateway, rejected by 03.3-mends
// It subscribes again and again, each time with a new function.
// #region 03.1-subscribe
    await pubsub.subscribe(channels.broadcast, onBroadcast)
    const again = setInterval(() => {
      pubsub
        .subscribe(channels.broadcast, (payload, channel) => onBroadcast(payload, channel))
        .catch(() => clearInterval(again))
    }, 20)
    again.unref()
// #endregion
