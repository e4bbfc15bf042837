// rooms, rejected by 03.5-stays
// A socket that has gone while the join was under way ends the subscription, although others wait for it too.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    await settled(room)
    if (!socket.connected) {
      room.members.delete(socket)
      await unsubscribe(room)
      rooms.delete(name)
      return false
    }
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
