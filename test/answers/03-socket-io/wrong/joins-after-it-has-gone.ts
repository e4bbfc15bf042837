// rooms, rejected by 03.6-late-yes
// A join that waits for mayJoin() while its socket disconnects subscribes afterwards.
    // #region 03.3-join
    if (closed) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
