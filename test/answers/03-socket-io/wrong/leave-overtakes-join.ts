// limits, rejected by 03.5-order
// The leave finds nobody to take out, for the join before it still waits.
  // #region 03.5-queue
  return (work) => work()
  // #endregion
