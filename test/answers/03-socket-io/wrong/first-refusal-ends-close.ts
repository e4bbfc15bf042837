// gateway, rejected by 03.4-not-ended
// One after the other in one try: when the first one is refused, all behind it stay.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    const all = async () => {
      try {
        await pubsub.unsubscribe(broadcast, onBroadcast)
        await pubsub.unsubscribe(notifications, onNotification)
        await rooms.close()
      } catch (error) {
        report({ kind: 'connection', error })
      }
    }
    await Promise.race([all(), delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
  // #endregion
