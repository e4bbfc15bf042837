// deliveries, rejected by 03.8-adapter
// With a cluster adapter, each server emits a notification to the tabs on all servers.
// #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (delivery) io.to(userRoom(delivery.userId)).emit('notification', delivery.notification)
// #endregion
