// node-redis, rejected by 01.6-away
// It waits for a reply although there is no connection.
  // #region 01.6-end
  await client.ping()
  client.destroy()
  // #endregion

  // #region 01.8-end

  // #endregion
