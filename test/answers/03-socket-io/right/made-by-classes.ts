// gateway
// Users and messages are objects of classes, and one has no prototype at all.
    // #region 03.2-admit
    if (closing !== undefined) return next()
    const user = await whoIs(socket)
    if (!user) return next(new Error('unauthorized'))
    class Member implements User {
      id = user?.id ?? ''
      name = user?.name ?? ''
      get label() {
        return `${this.name} (${this.id})`
      }
    }
    socket.data.user = new Member()
    await socket.join(userRoom(socket.data.user.id))
    next()
    // #endregion

    // #region 03.3-onRoomMessage
    const delivery = read(payload, channel, readRoomDelivery)
    if (!delivery) return
    const room = channel.slice(channelOf('').length)
    const { from, text, sentAt, except } = delivery
    const message = Object.assign(Object.create(null), { room, from, text, sentAt })
    for (const id of io.of('/').adapter.rooms.get(socketRoom(room)) ?? []) {
      if (id !== except) io.of('/').sockets.get(id)?.emit('room_message', message)
    }
    // #endregion
