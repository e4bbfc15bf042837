// channels.ts, rejected by 02.2-different
// Two IDs that look alike share a channel.
// #region 02.2-encode
  return encodeURIComponent(part.normalize()).replaceAll('*', '%2A')
// #endregion
