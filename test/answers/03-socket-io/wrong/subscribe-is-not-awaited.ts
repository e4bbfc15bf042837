// rooms, rejected by 03.3-acknowledged
// It does not wait for Redis to confirm the subscription.
// #region 03.3-join
      if (!hasMembers(room)) void pubsub.subscribe(channels.room(room), onRoomMessage).catch(() => {})
      await socket.join(socketRoom(room))
      return true
// #endregion
