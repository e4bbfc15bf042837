// ioredis, rejected by 01.5-fin and 01.5-rst
// The client is told not to subscribe again by itself, and nothing else does.
  // #region 01.5-resubscribe
  // #endregion
