// rooms, rejected by 03.5-refused
// The socket is put into the room first, and stays there when Redis refuses.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await socket.join(socketRoom(name))
    await settled(room)
    return true
    // #endregion
