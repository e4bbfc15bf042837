// gateway, rejected by 03.6-not-joined
// It is enough that some socket of this server is in the room.
    // #region 03.6-isMember
    void socket
    return io.of('/').adapter.rooms.has(socketRoom(room))
    // #endregion
