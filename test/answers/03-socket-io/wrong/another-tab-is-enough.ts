// gateway, rejected by 03.6-not-joined
// It is enough that any socket of the same user is in the room.
    // #region 03.6-isMember
    const members = io.sockets.adapter.rooms.get(socketRoom(room)) ?? new Set<string>()
    return [...members].some((id) => io.sockets.sockets.get(id)?.data.user.id === socket.data.user.id)
    // #endregion
