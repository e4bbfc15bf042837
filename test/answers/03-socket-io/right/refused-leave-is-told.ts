// rooms
// When Redis refuses to end the subscription, the socket that leaves is told "unavailable". It has left.
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
    } catch (error) {
      report({ kind: 'connection', error })
      throw error
    } finally {
      room.change = undefined
      if (!room.subscribed) rooms.delete(room.name)
    }
  }
  // #endregion

    // #region 03.3-leave
    const room = rooms.get(name)
    if (!room?.members.delete(socket)) return
    await socket.leave(socketRoom(name))
    await settled(room)
    // #endregion

    // #region 03.4-closeRooms
    closed = true
    const members = new Set([...rooms.values()].flatMap((room) => [...room.members]))
    await Promise.allSettled([...members].map(leaveAll))
    // #endregion
