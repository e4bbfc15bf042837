// channels.ts, rejected by 02.2-events
// `replace` with a string replaces only the first one.
// #region 02.2-encode
  return encodeURIComponent(part).replace('*', '%2A')
// #endregion
