// in-order, rejected by 05.6-order
// An object has a property called __proto__ from the start.
    // #region 05.6-inOrder
    const last: Record<string, Promise<unknown> | undefined> = {}
    return (key, work) => {
      const before = last[key]
      const result = before ? before.then(work) : work()
      last[key] = result.catch(() => {})
      return result
    }
    // #endregion
