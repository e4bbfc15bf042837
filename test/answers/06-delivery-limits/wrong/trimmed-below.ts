// ioredis, rejected by 06.6-trims
// It keeps one entry less than asked for.
  // #region 06.6-trim
  const options = maxLength ? ['MAXLEN', String(maxLength - 1)] : []
  // #endregion
