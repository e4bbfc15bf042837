// deliveries, rejected by 03.2-odd-ids
// It also emits to the room named after the id, which can be that of a socket.
// #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (delivery)
      localSockets().to([userRoom(delivery.userId), delivery.userId]).emit('notification', delivery.notification)
// #endregion
