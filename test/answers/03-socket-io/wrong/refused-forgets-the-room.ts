// rooms, rejected by 03.5-refused-later
// Each join asks Redis again, and one that fails deletes the entry of the room with all who are in it.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    room.subscribed = false
    await settled(room)
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
