// rooms, rejected by 03.5-refused
// A refusal is reported, and the browser is told that it is in the room.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room).catch((error: unknown) => report({ kind: 'connection', error }))
    await socket.join(socketRoom(name))
    return true
    // #endregion
