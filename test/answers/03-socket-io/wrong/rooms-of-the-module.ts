// rooms, rejected by 03.3-members
// Two servers in one process share their rooms: the second one believes that it has subscribed.
  // #region 03.3-members
  function enter(socket: ChatSocket, name: string): Room {
    const all = ((globalThis as { roomsOfAll?: Map<string, Room> }).roomsOfAll ??= new Map())
    const room = all.get(channelOf(name)) ?? { name, members: new Set<ChatSocket>(), subscription: 'off' }
    all.set(channelOf(name), room)
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
