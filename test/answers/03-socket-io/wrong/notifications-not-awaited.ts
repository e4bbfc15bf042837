// gateway, rejected by 03.5-attach-refused
// It waits for the subscription to broadcasts only.
// #region given-subscribe
    pubsub.subscribe(channels.notifications, onNotification).catch((error: unknown) => {
      report({ kind: 'connection', error })
    })
// #endregion
