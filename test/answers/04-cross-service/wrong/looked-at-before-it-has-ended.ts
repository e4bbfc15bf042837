// in-flight, rejected by 04.8-while-unsubscribing
// Events that arrive before UNSUBSCRIBE is confirmed are handled, but close() doesn't wait for them.
    // #region 04.4-drainOnce
    const stopped = stop()
      .catch((error: unknown) => report({ kind: 'connection', error }))
      .then(() => isClosed = true)
    const done = Promise.all([stopped, Promise.allSettled(running)])
    const late = await Promise.race([
      done.then(() => false),
      sleep(graceMs, true, { ref: false }),
    ])
    if (late && running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
