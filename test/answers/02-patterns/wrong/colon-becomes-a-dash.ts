// channels.ts, rejected by 02.2-ids and 02.2-different
// It replaces colons and wildcards with dashes, so parse() can't restore them.
// #region 02.2-encode
  return part.replace(/[:*?[\]\\%]/g, '-')
// #endregion
// #region given-decode
  return part
// #endregion
