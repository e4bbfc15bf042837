// limits, rejected by 03.6-flood
// All sockets share one limit.
// #region 03.6-createLimit
  const all = globalThis as { requests03?: number }
  return () => {
    all.requests03 = (all.requests03 ?? 0) + 1
    return all.requests03 < 300
  }
// #endregion
