// gateway, rejected by 03.5-attach-refused
// It catches a rejected subscription, so attach() resolves without it.
// #region 03.1-subscribe
    await pubsub.subscribe(channels.broadcast, onBroadcast).catch((error: unknown) => {
      report({ kind: 'connection', error })
    })
// #endregion
