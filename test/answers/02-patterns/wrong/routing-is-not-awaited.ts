// router.ts, rejected by 02.3-acknowledged
// The subscriptions are started, but not awaited.
// #region 02.4-undo
  Promise.all(subscribing).catch(() => {})
// #endregion
