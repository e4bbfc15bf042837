// rooms, rejected by 03.5-refused-later
// Every join subscribes, and a rejected one ends the subscription of the members.
// #region 03.3-join
      try {
        await pubsub.subscribe(channels.room(room), onRoomMessage)
      } catch (error) {
        await pubsub.unsubscribe(channels.room(room), onRoomMessage)
        throw error
      }
      if (isGone(socket)) return false
      await socket.join(socketRoom(room))
      return true
// #endregion
