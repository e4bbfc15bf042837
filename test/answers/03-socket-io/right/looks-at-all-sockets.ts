// deliveries
// It finds the tabs of a user without a room of Socket.IO.
// #region given-onNotification
    const delivery = decode(payload, channel, readNotification, report)
    if (!delivery) return
    for (const socket of io.of('/').sockets.values()) {
      if (socket.data.user?.id === delivery.userId) socket.emit('notification', delivery.notification)
    }
// #endregion
