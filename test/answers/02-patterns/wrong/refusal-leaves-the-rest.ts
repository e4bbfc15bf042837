// router.ts, rejected by 02.4-refused
// The patterns that were subscribed before the refusal stay.
// #region 02.4-undo
  await Promise.all(subscribing)
// #endregion
