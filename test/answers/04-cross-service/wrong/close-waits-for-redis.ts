// in-flight, rejected by 04.4-away
// Only the work has a time limit. While Redis is down, unsubscribing has none.
    // #region 04.4-drainOnce
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
    await Promise.race([Promise.allSettled(running), sleep(graceMs, undefined, { ref: false })])
    if (running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
