// deliveries, rejected by 03.3-channel-decides
// The payload decides which room receives the message.
// #region given-onRoomMessage
    void channel
    members(message.room, except).emit('room_message', message)
// #endregion
