// in-flight, rejected by 04.4-grace
// Failed work is never removed from the set.
    // #region given-track
    const promise = work()
    running.add(promise)
    const result = await promise
    running.delete(promise)
    return result
    // #endregion
