// rooms, rejected by 03.5-refused
// The entry of the room is made before Redis has answered, and stays when it says no.
  // #region 03.3-settled
  async function settled(room: Room): Promise<void> {
    room.change ??= settle(room)
    return room.change
  }

  async function settle(room: Room): Promise<void> {
    await null
    try {
      while (room.subscribed !== room.members.size > 0) {
        const wanted = !room.subscribed
        room.subscribed = wanted
        if (wanted) await pubsub.subscribe(channelOf(room.name), deliver)
        else await unsubscribe(room)
      }
    } finally {
      room.change = undefined
    }
    if (!room.subscribed) rooms.delete(room.name)
  }

  async function unsubscribe(room: Room): Promise<void> {
    await pubsub.unsubscribe(channelOf(room.name), deliver).catch((error: unknown) => {
      report({ kind: 'connection', error })
    })
  }
  // #endregion
