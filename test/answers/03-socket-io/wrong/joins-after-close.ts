// rooms, rejected by 03.5-closed
// A join that waits for mayJoin() while the gateway is closed subscribes afterwards.
    // #region 03.3-join
    if (!socket.connected) return false
    const room = enter(socket, name)
    try {
      await settled(room)
    } catch (error) {
      giveUp(socket, room)
      throw error
    }
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
