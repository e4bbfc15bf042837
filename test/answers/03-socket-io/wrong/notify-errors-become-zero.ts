// gateway, rejected by 03.2-notify-refused
// Redis has refused it, and the caller is told that it reached no server.
    // #region 03.2-notify
    return pubsub.publishJson(notifications, { userId, notification }).catch((error: unknown) => {
      report({ kind: 'connection', error })
      return 0
    })
    // #endregion
