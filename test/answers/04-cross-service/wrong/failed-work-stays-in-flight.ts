// in-flight, rejected by 04.4-grace
// Failed work is never removed from the set.
    // #region 04.4-run
    const promise = work()
    running.add(promise)
    const result = await promise
    running.delete(promise)
    return result
    // #endregion
