// gateway, rejected by 03.4-refused
// When the second subscription is refused, the first one stays.
    // #region 03.4-close
    if (!isListening) {
      closing = Promise.resolve()
      io.off('connection', onConnection)
      return closing
    }
    closing ??= end()
    return closing
    // #endregion
    // #region 03.2-listen
    await pubsub.subscribe(notifications, onNotification)
    isListening = true
    // #endregion
  // #region 03.4-end
  let isListening = false
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    const unsubscribed = [
      pubsub.unsubscribe(broadcast, onBroadcast),
      pubsub.unsubscribe(notifications, onNotification),
      rooms.close(),
    ].map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
    await Promise.race([Promise.all(unsubscribed), delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
  // #endregion
