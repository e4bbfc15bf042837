// rooms, rejected by 03.3-last
// UNSUBSCRIBE ends the channel for all who are in the room.
    // #region 03.3-leave
    const room = rooms.get(name)
    if (!room?.members.delete(socket)) return
    await socket.leave(socketRoom(name))
    await unsubscribe(room)
    // #endregion
