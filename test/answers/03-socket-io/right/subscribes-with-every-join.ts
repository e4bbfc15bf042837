// rooms
// Subscribing the same function again changes nothing, so every join subscribes.
// #region 03.3-join
      await pubsub.subscribe(channels.room(room), onRoomMessage)
      if (isGone(socket)) {
        await unsubscribeIfEmpty(room)
        return false
      }
      await socket.join(socketRoom(room))
      return true
// #endregion
