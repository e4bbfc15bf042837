// deliveries, rejected by 03.3-channel-decides
// The room of the channel and the room of the payload receive the message.
// #region given-onRoomMessage
    const room = channel.slice(channels.room('').length)
    for (const one of new Set([room, message.room])) members(one, except).emit('room_message', { ...message, room })
// #endregion
