// deliveries, rejected by 03.3-channel-decides
// The right room receives the message, but the message names the room of the payload.
// #region given-onRoomMessage
    const room = channel.slice(channels.room('').length)
    members(room, except).emit('room_message', message)
// #endregion
