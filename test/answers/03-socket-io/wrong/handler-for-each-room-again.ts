// rooms, rejected by 03.5-not-ended
// Every new entry of a room has a handler of its own, and the old one is still subscribed when Redis refused to end it.
  // #region 03.3-settled
  async function settled(room: Room): Promise<void> {
    room.change ??= settle(room)
    return room.change
  }

  async function settle(room: Room): Promise<void> {
    await null
    try {
      while (room.subscribed !== room.members.size > 0) {
        if (room.subscribed) await unsubscribe(room)
        else await subscribe(room)
      }
    } finally {
      room.change = undefined
      if (!room.subscribed) rooms.delete(room.name)
    }
  }

  const handlers = new WeakMap<Room, Handler<string>>()

  async function subscribe(room: Room): Promise<void> {
    const handler = handlers.get(room) ?? ((payload: string, channel: string) => deliver(payload, channel))
    handlers.set(room, handler)
    await pubsub.subscribe(channelOf(room.name), handler)
    room.subscribed = true
  }

  async function unsubscribe(room: Room): Promise<void> {
    await pubsub
      .unsubscribe(channelOf(room.name), handlers.get(room) ?? deliver)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    room.subscribed = false
  }
  // #endregion
