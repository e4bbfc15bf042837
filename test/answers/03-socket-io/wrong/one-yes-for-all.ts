// gateway, rejected by 03.6-may-not
// Somebody has entered the room, so the question is thought to be answered for everybody.
    // #region 03.6-mayEnter
    if (io.sockets.adapter.rooms.has(socketRoom(room))) return true
    try {
      return (await options.mayJoin(user, room)) === true
    } catch (error) {
      report({ kind: 'handler', error, channel: channelOf(room) })
      return false
    }
    // #endregion
