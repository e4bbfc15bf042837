// gateway, rejected by 03.2-odd-ids
// Ids that differ in their case are taken for the same user.
  // #region 03.2-onNotification
    const delivery = read(payload, channel, readNotification)
    if (!delivery) return
    for (const { socket } of visitors)
      if (socket.data.user.id.toLowerCase() === delivery.userId.toLowerCase()) socket.emit('notification', delivery.notification)
  // #endregion
