// rooms, rejected by 03.5-gone
// A socket that disconnected while it waited joins all the same.
// #region 03.3-join
      if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      await socket.join(socketRoom(room))
      return true
// #endregion
