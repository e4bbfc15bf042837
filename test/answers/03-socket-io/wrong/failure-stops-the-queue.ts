// limits, rejected by 03.1-unavailable
// A request that fails rejects all requests behind it without running them.
  // #region 03.5-queue
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result
    return result
  }
  // #endregion
