// rooms, rejected by 03.3-names
// Who joins "user:7" gets what is for user 7, and who joins the id of a socket what is for that one.
    // #region 03.3-join
    if (!socket.connected) return false
    const room = enter(socket, name)
    await settled(room)
    await socket.join([socketRoom(name), name])
    return true
    // #endregion
