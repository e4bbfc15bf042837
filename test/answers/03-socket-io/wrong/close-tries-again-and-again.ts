// gateway, rejected by 03.4-frozen and 03.4-away
// What could not be ended is tried again until Redis replies.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    await rooms.close()
    for (let isEnded = false; !isEnded; ) {
      try {
        await Promise.all([
          pubsub.unsubscribe(broadcast, onBroadcast),
          pubsub.unsubscribe(notifications, onNotification),
        ])
        isEnded = await pubsub.publish(`${namespace}closed`, '').then(() => true)
      } catch (error) {
        report({ kind: 'connection', error })
        await delay(10)
      }
    }
  }
  // #endregion
