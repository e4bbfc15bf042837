// rooms, rejected by 03.3-members
// Two servers in one process share their rooms: the second one believes that it has subscribed.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const all = ((globalThis as { roomsOfAll?: Map<string, Room> }).roomsOfAll ??= new Map())
    const room = all.get(channelOf(name)) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    all.set(channelOf(name), room)
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
