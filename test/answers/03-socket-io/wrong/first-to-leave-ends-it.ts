// rooms, rejected by 03.3-last
// It unsubscribes although other members are still in the room.
// #region given-leave
      await socket.leave(socketRoom(room))
      await pubsub.unsubscribe(channels.room(room), onRoomMessage)
// #endregion
