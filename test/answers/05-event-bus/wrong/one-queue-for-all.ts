// in-order, rejected by 05.6-order
// One slow order delays all others.
    // #region 05.6-inOrder
    let last: Promise<unknown> = Promise.resolve()
    return (_key, work) => {
      const result = last.then(work)
      last = result.catch(() => {})
      return result
    }
    // #endregion
