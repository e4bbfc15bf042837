// rooms, rejected by 03.3-again
// Who joins five times has to leave five times.
    // #region 03.3-join
    const room = enter(socket, name)
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

  // #region 03.3-members
  const counts = new Map<Room, number>()

  function enter(socket: ChatSocket, name: string): Room {
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscription: 'off' }
    rooms.set(name, room)
    room.members.add(socket)
    roomsOf.set(socket, (roomsOf.get(socket) ?? new Set()).add(room))
    return room
  }

  function exit(socket: ChatSocket, room: Room): void {
    room.members.delete(socket)
    roomsOf.get(socket)?.delete(room)
  }
  // #endregion
