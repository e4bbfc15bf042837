// gateway, rejected by 03.4-not-ended
// What UNSUBSCRIBE rejects with is passed on to whoever closes.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    const unsubscribed = [
      pubsub.unsubscribe(broadcast, onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ]
    await Promise.race([Promise.all(unsubscribed), delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
  // #endregion
