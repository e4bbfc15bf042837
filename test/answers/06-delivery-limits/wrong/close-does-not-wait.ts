// node-redis, rejected by 06.4-drains
// close() ends the connections while an entry is being handled.
  // #region 06.4-finish
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  // #endregion
