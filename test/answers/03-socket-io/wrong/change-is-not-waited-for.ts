// rooms, rejected by 03.5-comes-while-it-ends
// The subscription is still known while it is being ended.
  // #region 03.3-settled
  async function settled(room: Room): Promise<void> {
    if (room.members.size > 0 && !room.subscribed) {
      await pubsub.subscribe(channelOf(room.name), deliver)
      room.subscribed = true
    } else if (room.members.size === 0 && room.subscribed) {
      await unsubscribe(room)
    }
  }

  async function unsubscribe(room: Room): Promise<void> {
    await pubsub.unsubscribe(channelOf(room.name), deliver).catch((error: unknown) => {
      report({ kind: 'connection', error })
    })
    room.subscribed = false
  }
  // #endregion
