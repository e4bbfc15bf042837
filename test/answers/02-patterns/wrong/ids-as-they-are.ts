// channels.ts, rejected by 02.2-ids, 02.2-different, 02.2-rooms and 02.2-events
// It concatenates the parts without encoding them.
// #region 02.2-encode
  return part
// #endregion
// #region given-decode
  return part
// #endregion
