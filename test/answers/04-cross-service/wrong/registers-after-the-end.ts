// in-flight, rejected by 04.4-users
// What is closed takes work all the same.
    // #region 04.4-run
    const promise = work()
    running.add(promise)
    try {
      return await promise
    } finally {
      running.delete(promise)
    }
    // #endregion
