// gateway, rejected by 03.2-notify-refused
// If Redis rejects the notification, the caller receives a count of 0.
// #region 03.2-notify
    return pubsub.publishJson(channels.notifications, { userId, notification }).catch(() => 0)
// #endregion
