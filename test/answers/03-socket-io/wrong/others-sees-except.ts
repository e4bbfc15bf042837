// gateway, rejected by 03.7-others
// Browsers are told the ids of sockets.
    // #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const members = io.to(socketRoom(channel.slice(channelOf('').length)))
    members.except(delivery.except ?? []).emit('room_message', delivery)
    // #endregion
