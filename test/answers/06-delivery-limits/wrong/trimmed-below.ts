// ioredis, rejected by 06.6-trims
// It keeps one entry fewer than maxLength.
  // #region 06.6-trim
  const options = maxLength ? ['MAXLEN', String(maxLength - 1)] : []
  // #endregion
