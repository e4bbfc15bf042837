// gateway, rejected by 03.7-others
// Who is left out is handed to Socket.IO as it came, so that the name of a room leaves out all who are in it.
    // #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    const room = channel.slice(channelOf('').length)
    const members = here().to(socketRoom(room))
    const receivers = except === undefined ? members : members.except(except)
    receivers.emit('room_message', { ...message, room })
    // #endregion
