// rooms, rejected by 03.5-stays
// A socket that disconnected during its join ends the subscription that another socket relies on.
// #region 03.3-join
      const known = channels as { subscribed?: Set<string> }
      known.subscribed ??= new Set()
      if (!known.subscribed.has(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      known.subscribed.add(room)
      if (isGone(socket)) {
        await pubsub.unsubscribe(channels.room(room), onRoomMessage)
        return false
      }
      await socket.join(socketRoom(room))
      return true
// #endregion

// #region 03.3-unsubscribeIfEmpty
    if (hasMembers(room)) return
    ;(channels as { subscribed?: Set<string> }).subscribed?.delete(room)
    await pubsub.unsubscribe(channels.room(room), onRoomMessage)
// #endregion
