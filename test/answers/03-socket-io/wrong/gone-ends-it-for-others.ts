// rooms, rejected by 03.5-stays
// Who has gone while the join was under way ends the subscription, also for those who wait for it too.
    // #region 03.3-join
    if (closing.signal.aborted || !socket.connected) return false
    const room = enter(socket, name)
    try {
      await settled(room)
    } catch (error) {
      giveUp(socket, room)
      throw error
    }
    if (!socket.connected) {
      room.members.delete(socket)
      await unsubscribe(room)
      rooms.delete(name)
      return false
    }
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
