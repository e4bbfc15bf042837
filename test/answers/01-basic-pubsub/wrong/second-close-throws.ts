// node-redis, rejected by 01.6-close
// A closed client cannot be closed.
  // #region 01.6-end
  await client.close()
  // #endregion

  // #region 01.8-end

  // #endregion
