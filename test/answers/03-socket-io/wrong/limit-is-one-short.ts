// limits, rejected by 03.6-flood
// It counts before it compares, so the hundredth request is refused.
// #region 03.6-createLimit
  let count = 0
  let since = performance.now()
  return () => {
    if (performance.now() - since > 900) {
      count = 0
      since = performance.now()
    }
    return ++count < 100
  }
// #endregion
