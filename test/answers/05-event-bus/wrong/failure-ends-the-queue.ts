// in-order, rejected by 05.8-out
// The queue continues from a rejected promise, so one failure ends it.
    // #region 05.6-inOrder
    const last = new Map<string, Promise<unknown>>()
    return (key, work) => {
      const result = (last.get(key) ?? Promise.resolve()).then(work)
      result.catch(() => {})
      last.set(key, result)
      return result
    }
    // #endregion
