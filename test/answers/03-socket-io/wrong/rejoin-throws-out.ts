// rooms, rejected by 03.5-refused-later
// Each join asks Redis again, and one that fails takes the socket out, also when it was in before.
    // #region 03.3-join
    if (closing.signal.aborted || !socket.connected) return false
    const room = enter(socket, name)
    if (room.subscription === 'on') room.subscription = 'unsure'
    try {
      await settled(room)
    } catch (error) {
      await socket.leave(socketRoom(name))
      giveUp(socket, room)
      throw error
    }
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
