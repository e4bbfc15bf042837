// rooms, rejected by 03.3-members
// Every server receives the messages of every room.
// #region 03.3-join
      await pubsub.psubscribe(channels.room('*'), onRoomMessage)
      await socket.join(socketRoom(room))
      return true
// #endregion

// #region 03.3-unsubscribeIfEmpty
    void room
// #endregion
