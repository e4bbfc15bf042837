// rooms, rejected by 03.6-late-yes
// A join that waits for mayJoin() while the gateway is closed subscribes afterwards.
    // #region 03.3-join
    if (!socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
