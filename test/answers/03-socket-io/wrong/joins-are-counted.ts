// rooms, rejected by 03.3-again
// A socket that joins five times has to leave five times.
// #region 03.3-join
      if (!hasMembers(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      if (isGone(socket)) return false
      const counts = (socket.data as { counts?: Map<string, number> })
      counts.counts ??= new Map()
      counts.counts.set(room, (counts.counts.get(room) ?? 0) + 1)
      await socket.join(socketRoom(room))
      return true
// #endregion

// #region given-leave
      const { counts } = socket.data as { counts?: Map<string, number> }
      const left = (counts?.get(room) ?? 1) - 1
      counts?.set(room, left)
      if (left > 0 && socket.connected) return
      await socket.leave(socketRoom(room))
      await unsubscribeIfEmpty(room)
// #endregion
