// rooms, rejected by 03.5-others-ended
// One room after the other: when Redis refuses to end the first subscription, a socket that disconnects keeps the others.
    // #region 03.3-leave
    const room = rooms.get(name)
    if (!room?.members.delete(socket)) return
    await socket.leave(socketRoom(name))
    await settled(room)
    // #endregion

  // #region 03.3-settled
  function settled(room: Room): Promise<void> {
    room.change ??= settle(room)
    return room.change
  }

  async function settle(room: Room): Promise<void> {
    await null
    try {
      while (room.subscribed !== room.members.size > 0) {
        const wanted = !room.subscribed
        if (!wanted) room.subscribed = false
        await (wanted ? pubsub.subscribe : pubsub.unsubscribe)(channelOf(room.name), deliver)
        room.subscribed = wanted
      }
    } finally {
      room.change = undefined
      if (!room.subscribed) rooms.delete(room.name)
    }
  }
  // #endregion

    // #region 03.3-leaveAll
    for (const name of [...rooms.keys()]) await leave(socket, name)
    // #endregion

    // #region 03.4-closeRooms
    closed = true
    const members = new Set([...rooms.values()].flatMap((room) => [...room.members]))
    await Promise.allSettled([...members].map(leaveAll))
    // #endregion
