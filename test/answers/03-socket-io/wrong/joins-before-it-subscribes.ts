// rooms, rejected by 03.3-refused
// The socket is in the room even if SUBSCRIBE is rejected.
// #region 03.3-join
      const isFirst = !hasMembers(room)
      await socket.join(socketRoom(room))
      if (isFirst) await pubsub.subscribe(channels.room(room), onRoomMessage)
      if (!isGone(socket)) return true
      await unsubscribeIfEmpty(room)
      return false
// #endregion
