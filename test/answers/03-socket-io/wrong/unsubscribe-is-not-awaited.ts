// rooms, rejected by 03.5-comes-while-it-ends
// A join does not wait for the UNSUBSCRIBE in flight.
// #region 03.3-join
      const known = channels as { ending?: Set<string> }
      if (!hasMembers(room) && !known.ending?.has(room)) await pubsub.subscribe(channels.room(room), onRoomMessage)
      await socket.join(socketRoom(room))
      return true
// #endregion

// #region 03.3-unsubscribeIfEmpty
    if (hasMembers(room)) return
    const known = channels as { ending?: Set<string> }
    known.ending = (known.ending ?? new Set()).add(room)
    void pubsub
      .unsubscribe(channels.room(room), onRoomMessage)
      .catch(() => {})
      .finally(() => known.ending?.delete(room))
// #endregion
