// gateway, rejected by 03.4-close
// Also those of somebody else.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.removeAllListeners('connection')
    for (const { forget } of visitors) forget()
    visitors.clear()
    await Promise.all([
      pubsub.unsubscribe(broadcast, onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ])
  }
  // #endregion
