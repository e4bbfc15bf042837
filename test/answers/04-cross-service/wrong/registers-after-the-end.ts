// in-flight, rejected by 04.4-users
// A closed service accepts work.
    // #region 04.4-run
    const promise = work()
    running.add(promise)
    try {
      return await promise
    } finally {
      running.delete(promise)
    }
    // #endregion
