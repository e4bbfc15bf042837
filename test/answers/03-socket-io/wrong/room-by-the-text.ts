// gateway, rejected by 03.3-channel-decides
// The text says which room it is for, and that is believed.
    // #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const { except, ...message } = delivery
    const members = here().to(socketRoom(message.room))
    const receivers = except === undefined ? members : members.except(except)
    receivers.emit('room_message', message)
    // #endregion
