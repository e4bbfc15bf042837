// node-redis, rejected by 02.1-all
// What lesson 01 made ends every channel, and no pattern.
// #region 02.1-unsubscribeAll
    await basic.unsubscribeAll()
// #endregion
