// rooms, rejected by 03.5-not-ended
// The socket stays in the room if UNSUBSCRIBE is rejected.
// #region given-leave
      const { size = 0 } = io.of('/').adapter.rooms.get(socketRoom(room)) ?? {}
      if (size <= 1) await pubsub.unsubscribe(channels.room(room), onRoomMessage)
      await socket.leave(socketRoom(room))
// #endregion
