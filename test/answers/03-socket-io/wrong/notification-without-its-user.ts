// gateway, rejected by 03.2-all-tabs
// It publishes the notification alone.
// #region 03.2-notify
    return pubsub.publishJson(channels.notifications, { ...notification, userId })
// #endregion
