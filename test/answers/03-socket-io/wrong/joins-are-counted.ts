// rooms, rejected by 03.3-again
// A socket that joins five times has to leave five times.
    // #region 03.3-join
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    counts.set(room, (counts.get(room) ?? 0) + 1)
    await settled(room)
    await socket.join(socketRoom(name))
    return true
    // #endregion

    // #region 03.3-leave
    const room = rooms.get(name)
    if (!room) return
    const left = (counts.get(room) ?? 1) - 1
    counts.set(room, left)
    await socket.leave(socketRoom(name))
    if (left > 0) return
    room.members.clear()
    await settled(room)
    // #endregion

    // #region 03.3-leaveAll
    await Promise.all([...rooms.keys()].map((name) => leave(socket, name)))
  }
  const counts = new Map<Room, number>()
  {
    // #endregion
