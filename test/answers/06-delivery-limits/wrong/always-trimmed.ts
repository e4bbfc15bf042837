// node-redis, rejected by 06.6-trims
// The stream is trimmed although there is no maxLength.
  // #region 06.6-trim
  const options = { TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength ?? 100 } as const }
  // #endregion
