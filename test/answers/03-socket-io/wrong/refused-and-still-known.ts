// rooms, rejected by 03.3-refused
// After a rejected SUBSCRIBE, it treats the room as subscribed.
// #region 03.3-join
      const known = channels as { known?: Set<string> }
      known.known ??= new Set()
      if (!hasMembers(room) && !known.known.has(room)) {
        known.known.add(room)
        await pubsub.subscribe(channels.room(room), onRoomMessage)
      }
      await socket.join(socketRoom(room))
      return true
// #endregion

// #region 03.3-unsubscribeIfEmpty
    if (hasMembers(room)) return
    ;(channels as { known?: Set<string> }).known?.delete(room)
    await pubsub.unsubscribe(channels.room(room), onRoomMessage)
// #endregion
