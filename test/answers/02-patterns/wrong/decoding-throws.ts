// channels.ts, rejected by 02.2-strangers
// `decodeURIComponent` throws for a stray percent sign.
// #region given-decode
  return decodeURIComponent(part)
// #endregion
