// ioredis, rejected by 06.6-trims
// The stream grows forever.
  // #region 06.6-trim
  const options: string[] = []
  // #endregion
