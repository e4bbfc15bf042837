// ioredis, rejected by 01.5-fin and 01.5-rst
// It switches off autoResubscribe, and does not resubscribe itself.
  // #region given-resubscribe
  // #endregion
