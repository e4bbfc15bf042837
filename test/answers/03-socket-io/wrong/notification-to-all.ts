// deliveries, rejected by 03.2-all-tabs
// It emits notifications to all browsers.
// #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (delivery) localSockets().emit('notification', delivery.notification)
// #endregion
