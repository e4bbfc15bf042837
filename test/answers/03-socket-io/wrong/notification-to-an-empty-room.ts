// deliveries, rejected by 03.2-all-tabs
// As in the tutorial: no socket is in the room `user-<id>`.
// #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (delivery) localSockets().to(`user-${delivery.userId}`).emit('notification', delivery.notification)
// #endregion
