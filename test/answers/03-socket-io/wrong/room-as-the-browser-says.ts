// rooms, rejected by 03.3-names
// A browser that joins "user:7" gets what is for user 7, and one that joins the id of a socket what is for that one.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    await socket.join([socketRoom(name), name])
    return true
    // #endregion
