// gateway, rejected by 03.3-spoof
// Every server stamps the time at which it hands a room message out.
    // #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    const room = channel.slice(channelOf('').length)
    const members = here().to(socketRoom(room))
    const isHere = except !== undefined && io.of('/').sockets.has(except)
    const receivers = isHere ? members.except(except) : members
    receivers.emit('room_message', { ...message, room, sentAt: new Date().toISOString() })
    // #endregion
