// rooms, rejected by 03.3-names
// An object has names of its own: "constructor" and "__proto__".
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const byName = known as Record<string, Room>
    const room = (byName[name] ??= { name, members: new Set<ChatSocket>(), subscribed: false })
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion

    // #region 03.3-leaveAll
    await Promise.all([...rooms.keys()].map((name) => leave(socket, name)))
  }
  const known = {}
  {
    // #endregion
