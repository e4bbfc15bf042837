// rooms, rejected by 03.5-not-ended
// Every subscription has a new function, and a rejected UNSUBSCRIBE leaves the old one.
// #region 03.3-join
      if (!hasMembers(room)) {
        const handler: Handler<string> = (payload, channel) => onRoomMessage(payload, channel)
        const known = channels as { handlers?: Map<string, Handler<string>> }
        known.handlers = (known.handlers ?? new Map()).set(room, handler)
        await pubsub.subscribe(channels.room(room), handler)
      }
      if (isGone(socket)) {
        await unsubscribeIfEmpty(room)
        return false
      }
      await socket.join(socketRoom(room))
      return true
// #endregion

// #region 03.3-unsubscribeIfEmpty
    const { handlers } = channels as { handlers?: Map<string, Handler<string>> }
    const handler = handlers?.get(room)
    if (handler && !hasMembers(room)) await pubsub.unsubscribe(channels.room(room), handler)
// #endregion
