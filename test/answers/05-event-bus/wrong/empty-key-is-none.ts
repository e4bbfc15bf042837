// in-order, rejected by 05.6-order
// An empty key counts as missing.
    // #region 05.6-inOrder
    const last = new Map<string, Promise<unknown>>()
    return (key, work) => {
      if (!key) return work()
      const result = (last.get(key) ?? Promise.resolve()).then(work)
      last.set(
        key,
        result.catch(() => {}),
      )
      return result
    }
    // #endregion
