// deliveries, rejected by 03.2-odd-ids
// It takes user ids that differ in case for the same user.
// #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (!delivery) return
    for (const socket of io.of('/').sockets.values()) {
      if (socket.data.user.id.toLowerCase() === delivery.userId.toLowerCase())
        socket.emit('notification', delivery.notification)
    }
// #endregion
