// rooms, rejected by 03.3-acknowledged
// There is an entry for the room already, so all seems well.
    // #region 03.3-join
    const known = rooms.get(name)
    const room = known ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await socket.join(socketRoom(name))
    if (!known) await settled(room)
    return true
    // #endregion
