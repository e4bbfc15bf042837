// in-flight
// It counts the work in flight instead of keeping a set of promises, and resolves close() at zero.
  // #region 04.4-run
    count += 1
    try {
      return await work()
    } finally {
      count -= 1
      if (count === 0) onIdle()
    }
  // #endregion
  // #region 04.4-drainOnce
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      if (count === 0) return
      await new Promise<void>((resolve) => {
        onIdle = resolve
      })
    }
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    if (count > 0) report({ kind: 'handler', error: new Error(`${count} unfinished`), channel })
  // #endregion
  // #region given-stopIntake
  void running
  let count = 0
  let onIdle = () => {}
  // #endregion
