// in-flight, rejected by 04.4-in-flight and 04.9-closing
// It unsubscribes and resolves while emails are in flight.
    // #region 04.4-drainOnce
    const stopped = stop().catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([stopped, sleep(graceMs, undefined, { ref: false })])
    isClosed = true
    // #endregion
