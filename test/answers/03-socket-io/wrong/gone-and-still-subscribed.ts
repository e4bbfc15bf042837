// rooms, rejected by 03.5-gone
// After the wait nobody looks whether the socket is still there.
    // #region 03.3-join
    await pubsub.subscribe(channelOf(name), deliver)
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: true }
    rooms.set(name, room)
    room.members.add(socket)
    await socket.join(socketRoom(name))
    return true
    // #endregion
