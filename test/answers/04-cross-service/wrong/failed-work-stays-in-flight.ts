// in-flight, rejected by 04.4-grace
// Work that has failed is never over.
    // #region 04.4-doing
    if (closed.signal.aborted) throw new Error('The service is closed.')
    const doing = work()
    begun.add(doing)
    const result = await doing
    begun.delete(doing)
    return result
    // #endregion
