// in-flight, rejected by 04.4-in-flight and 04.4-analytics
// It unsubscribes and resolves, with mails on their way.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const stopped = stop().catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([stopped, delay(graceMs, undefined, { ref: false })])
    closed.abort()
  }
    // #endregion
