// in-flight
// A counter, and those who wait for its zero, in place of a set of promises.
  // #region 04.4-doing
    if (closed.signal.aborted) return Promise.reject(new Error('This service takes no more work.'))
    const one = Promise.resolve().then(work)
    begun.add(one)
    const over = () => void begun.delete(one)
    one.then(over, over)
    return one
  // #endregion
  // #region 04.4-end
    ended ??= (async () => {
      let isLate = false
      const late = setTimeout(() => (isLate = true), graceMs)
      try {
        let isStopped = false
        const stopped = () => {
          isStopped = true
          closed.abort()
        }
        stop().then(stopped, (error: unknown) => {
          stopped()
          report({ kind: 'connection', error })
        })
        while (!isLate && (!isStopped || begun.size > 0)) await new Promise((resolve) => setTimeout(resolve, 2))
        closed.abort()
        if (begun.size > 0) report({ kind: 'handler', error: `${begun.size} unfinished`, channel })
      } finally {
        clearTimeout(late)
      }
    })()
    return ended
  // #endregion
