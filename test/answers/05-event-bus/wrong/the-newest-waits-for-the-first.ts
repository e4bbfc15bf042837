// in-order, rejected by 05.6-order
// All events of a key wait for the first one, and then start at the same time.
    // #region 05.6-inOrder
    const first = new Map<string, Promise<unknown>>()
    return (key, work) => {
      const before = first.get(key)
      if (before) return before.then(work)
      const result = work()
      first.set(
        key,
        result.catch(() => {}),
      )
      return result
    }
    // #endregion
