// in-flight, rejected by 04.4-grace
// An email that hangs keeps the process alive.
    // #region 04.4-drainOnce
    const stopped = stop().catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([stopped, sleep(graceMs, undefined, { ref: false })])
    isClosed = true
    await Promise.allSettled(running)
    // #endregion
