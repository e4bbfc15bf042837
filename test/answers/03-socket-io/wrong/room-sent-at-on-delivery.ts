// deliveries, rejected by 03.3-spoof
// Every server sets the time at which it delivers a room message.
// #region given-onRoomMessage
    const room = channel.slice(channels.room('').length)
    members(room, except).emit('room_message', { ...message, room, sentAt: new Date().toISOString() })
// #endregion
