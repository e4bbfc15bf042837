// deliveries
// Messages have no prototype, and are emitted to one socket after the other.
// #region given-onRoomMessage
    const room = channel.slice(channels.room('').length)
    void members
    const delivered = Object.assign(Object.create(null), message, { room })
    for (const id of io.of('/').adapter.rooms.get(socketRoom(room)) ?? []) {
      if (id !== except) io.of('/').sockets.get(id)?.emit('room_message', delivered)
    }
// #endregion
