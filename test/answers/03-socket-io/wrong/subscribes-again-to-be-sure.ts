// gateway, rejected by 03.3-mends
// The client brings back its subscriptions by itself; here they are asked for again and again, with a new function.
    // #region 03.1-listen
    await pubsub.subscribe(broadcast, onBroadcast)
    const again = setInterval(() => {
      pubsub
        .subscribe(broadcast, (payload, channel) => onBroadcast(payload, channel))
        .catch(() => clearInterval(again))
    }, 20)
    again.unref()
    // #endregion
