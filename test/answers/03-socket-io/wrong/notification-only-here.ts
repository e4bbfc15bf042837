// gateway, rejected by 03.2-all-tabs
// Only the browsers of the called server receive the notification.
// #region 03.2-notify
    options.io.to(userRoom(userId)).emit('notification', notification)
    return 3
// #endregion
