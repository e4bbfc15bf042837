// rooms, rejected by 03.5-refused-later
// Every join subscribes, and a rejected one removes a socket that was already a member.
// #region 03.3-join
      try {
        await pubsub.subscribe(channels.room(room), onRoomMessage)
      } catch (error) {
        await socket.leave(socketRoom(room))
        throw error
      }
      if (isGone(socket)) return false
      await socket.join(socketRoom(room))
      return true
// #endregion
