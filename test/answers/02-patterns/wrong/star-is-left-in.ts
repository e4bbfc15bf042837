// channels.ts, rejected by 02.2-events
// `encodeURIComponent` leaves the asterisk.
// #region 02.2-encode
  return encodeURIComponent(part)
// #endregion
