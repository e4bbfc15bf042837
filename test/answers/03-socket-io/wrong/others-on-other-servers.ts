// gateway, rejected by 03.7-others
// The whole server of the sender is left out.
    // #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    const room = channel.slice(channelOf('').length)
    if (except !== undefined && io.of('/').sockets.has(except)) return
    here().to(socketRoom(room)).emit('room_message', { ...message, room })
    // #endregion
