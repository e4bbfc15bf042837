// rooms, rejected by 03.5-stays
// A socket that disconnected during its join ends the subscription of others who wait.
// #region 03.3-join
      if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      if (isGone(socket)) {
        setTimeout(() => void pubsub.unsubscribe(channels.room(room), onRoomMessage).catch(() => {}), 5)
        await new Promise((resolve) => setTimeout(resolve, 0))
        return false
      }
      await socket.join(socketRoom(room))
      return true
// #endregion
