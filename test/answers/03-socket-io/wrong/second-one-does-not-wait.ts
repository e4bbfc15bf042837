// rooms, rejected by 03.3-acknowledged
// There is an entry for the room already, so all seems well.
    // #region 03.3-join
    const known = rooms.has(name)
    const room = enter(socket, name)
    await socket.join(socketRoom(name))
    if (!known) await settled(room)
    return true
    // #endregion
