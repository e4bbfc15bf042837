// node-redis, rejected by 01.6-close
// One of two connections is closed.
    // #region 01.6-close
    await end(publisher)
    // #endregion
