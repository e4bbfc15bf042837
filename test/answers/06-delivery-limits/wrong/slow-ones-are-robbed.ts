// node-redis, rejected by 06.8-keeps
// Who is slow is taken for dead.
  // #region 06.8-keep
    return
  // #endregion
