// gateway, rejected by 03.2-all-tabs
// The server that is asked tells its own browsers.
    // #region 03.2-notify
    io.to(userRoom(userId)).emit('notification', notification)
    return 1
    // #endregion
