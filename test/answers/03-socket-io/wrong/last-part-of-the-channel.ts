// deliveries, rejected by 03.3-names
// It takes the part after the last colon for the room.
// #region given-onRoomMessage
    const room = channel.split(':').at(-1) ?? ''
    members(room, except).emit('room_message', { ...message, room })
// #endregion
