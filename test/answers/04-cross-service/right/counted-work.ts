// in-flight
// It counts the work in flight instead of keeping a set of promises, and resolves close() at zero.
  // #region 04.4-run
    if (isClosed) return Promise.reject(new Error('This service takes no more work.'))
    const one = Promise.resolve().then(work)
    running.add(one)
    const over = () => void running.delete(one)
    one.then(over, over)
    return one
  // #endregion
  // #region given-drain
  function drain(stop: () => Promise<void>): Promise<void> {
    draining ??= (async () => {
      let isLate = false
      const late = setTimeout(() => (isLate = true), graceMs)
      try {
        let isStopped = false
        const stopped = () => {
          isStopped = true
          isClosed = true
        }
        stop().then(stopped, (error: unknown) => {
          stopped()
          report({ kind: 'connection', error })
        })
        while (!isLate && (!isStopped || running.size > 0)) await new Promise((resolve) => setTimeout(resolve, 2))
        isClosed = true
        if (running.size > 0) report({ kind: 'handler', error: `${running.size} unfinished`, channel })
      } finally {
        clearTimeout(late)
      }
    })()
    return draining
  }
  // #endregion
