// gateway.ts, rejected by 03.3-channel-decides
// To be sure, it is sent to both rooms: that of the channel and that of the text.
// #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    const room = channel.slice(channelOf('').length)
    const members = here().to([socketRoom(room), socketRoom(delivery.room)])
    const receivers = except === undefined ? members : members.except(except)
    receivers.emit('room_message', { ...message, room })
// #endregion
