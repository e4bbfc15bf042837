// channels.ts, rejected by 02.2-ids and 02.2-different
// Colons and wildcards are replaced, so they cannot be restored.
// #region 02.2-encode
  return part.replace(/[:*?[\]\\%]/g, '-')
// #endregion
// #region 02.2-decode
  return part
// #endregion
