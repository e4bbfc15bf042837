// gateway, rejected by 03.4-close
// unsubscribeAll() ends the subscriptions of the application, too.
  // #region 03.4-end
  async function end(): Promise<void> {
    io.off('connection', onConnection)
    for (const { forget } of visitors) forget()
    visitors.clear()
    const unsubscribed = [rooms.close(), pubsub.unsubscribeAll()].map((one) =>
      one.catch((error: unknown) => report({ kind: 'connection', error })),
    )
    await Promise.race([Promise.all(unsubscribed), delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }
  // #endregion
