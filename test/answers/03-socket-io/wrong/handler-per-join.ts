// rooms, rejected by 03.3-members and 03.3-again
// As in the tutorial: every join subscribes a new function.
// #region 03.3-join
      await socket.join(socketRoom(room))
      await pubsub.subscribe(channels.room(room), (payload, channel) => onRoomMessage(payload, channel))
      return true
// #endregion
