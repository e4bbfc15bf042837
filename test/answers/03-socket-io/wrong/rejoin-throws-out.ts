// rooms, rejected by 03.5-refused-later
// Each join asks Redis again, and one that fails takes the socket out, even if it was in before.
    // #region 03.3-join
    if (closed || !socket.connected) return false
    const room = rooms.get(name) ?? { name, members: new Set<ChatSocket>(), subscribed: false }
    rooms.set(name, room)
    room.members.add(socket)
    try {
      await pubsub.subscribe(channelOf(name), deliver)
      room.subscribed = true
    } catch (error) {
      room.members.delete(socket)
      await socket.leave(socketRoom(name))
      throw error
    }
    if (!isStillThere(socket, room)) return false
    await socket.join(socketRoom(name))
    return true
    // #endregion
