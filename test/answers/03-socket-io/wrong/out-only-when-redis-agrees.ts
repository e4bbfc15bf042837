// rooms, rejected by 03.5-not-ended
// The socket stays in the room as long as Redis refuses to end the subscription.
    // #region 03.3-leave
    const room = rooms.get(name)
    if (!room?.members.has(socket)) return
    if (room.members.size === 1) await pubsub.unsubscribe(channelOf(name), deliver)
    room.members.delete(socket)
    room.subscribed = room.members.size > 0
    if (!room.subscribed) rooms.delete(name)
    await socket.leave(socketRoom(name))
    // #endregion
