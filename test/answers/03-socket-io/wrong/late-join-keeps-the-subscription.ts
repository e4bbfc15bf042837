// rooms, rejected by 03.5-gone and 03.5-closed
// It refuses a join that comes too late, but doesn't undo its subscription.
// #region 03.3-join
      if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      if (isGone(socket)) return false
      await socket.join(socketRoom(room))
      return true
// #endregion
