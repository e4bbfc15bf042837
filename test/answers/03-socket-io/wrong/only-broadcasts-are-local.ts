// deliveries, rejected by 03.8-adapter
// Room messages reach the sockets of all servers.
// #region given-onRoomMessage
    const room = channel.slice(channels.room('').length)
    void members
    const all = io.to(socketRoom(room))
    ;(except ? all.except(except) : all).emit('room_message', { ...message, room })
// #endregion
