// rooms, rejected by 03.3-members, 03.3-again
// As in the tutorial: every join subscribes, with a handler of its own, and nothing is ever ended.
    // #region 03.3-join
    await socket.join(socketRoom(name))
    await pubsub.subscribe(channelOf(name), (payload, channel) => deliver(payload, channel))
    return true
    // #endregion

    // #region 03.3-leave
    await socket.leave(socketRoom(name))
    // #endregion

    // #region 03.4-closeRooms
    // #endregion
