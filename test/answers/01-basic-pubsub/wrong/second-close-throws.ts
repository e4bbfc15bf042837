// node-redis, rejected by 01.6-close
// It closes a closed client, which throws.
  // #region 01.6-end
  await client.close()
  // #endregion

  // #region 01.8-end

  // #endregion
