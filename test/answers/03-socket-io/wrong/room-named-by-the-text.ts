// gateway.ts, rejected by 03.3-channel-decides
// The channel decides who gets it, but what they get names the room of the text.
// #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    const members = here().to(socketRoom(channel.slice(channelOf('').length)))
    const receivers = except === undefined ? members : members.except(except)
    receivers.emit('room_message', message)
// #endregion
