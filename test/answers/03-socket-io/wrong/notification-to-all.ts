// gateway, rejected by 03.2-all-tabs
// Every browser gets it, and is to look whether it is meant.
    // #region 03.2-onNotification
    const delivery = read(payload, channel, readNotification)
    if (delivery) here().emit('notification', delivery.notification)
    // #endregion
