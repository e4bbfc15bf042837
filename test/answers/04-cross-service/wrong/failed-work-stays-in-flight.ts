// in-flight, rejected by 04.4-grace
// Work that has failed is never over.
    // #region 04.4-run
    if (isClosed) throw new Error('The service is closed.')
    const promise = work()
    running.add(promise)
    const result = await promise
    running.delete(promise)
    return result
    // #endregion
