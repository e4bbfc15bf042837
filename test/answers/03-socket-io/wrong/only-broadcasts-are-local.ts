// gateway, rejected by 03.8-adapter
// Room messages and notifications are still emitted to all servers.
    // #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    const room = channel.slice(channelOf('').length)
    const members = io.to(socketRoom(room))
    const isHere = except !== undefined && io.of('/').sockets.has(except)
    const receivers = isHere ? members.except(except) : members
    receivers.emit('room_message', { ...message, room })
    // #endregion
