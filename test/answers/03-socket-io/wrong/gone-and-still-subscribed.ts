// rooms, rejected by 03.5-gone
// After the wait nobody looks whether the socket is still there.
    // #region 03.3-join
    await pubsub.subscribe(channelOf(name), deliver)
    const room = enter(socket, name)
    room.subscription = 'on'
    await socket.join(socketRoom(name))
    return true
    // #endregion
