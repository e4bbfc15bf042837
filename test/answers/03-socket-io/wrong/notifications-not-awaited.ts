// gateway, rejected by 03.5-attach-refused
// It waits for the subscription to broadcasts only.
// #region 03.2-subscribe
    pubsub.subscribe(channels.notifications, onNotification).catch((error: unknown) => {
      report({ kind: 'connection', error })
    })
// #endregion
