// rooms, rejected by 03.3-acknowledged
// As in the tutorial: nobody waits for SUBSCRIBE.
    // #region 03.3-join
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await socket.join(socketRoom(name))
    settled(room).catch(() => {})
    return true
    // #endregion
