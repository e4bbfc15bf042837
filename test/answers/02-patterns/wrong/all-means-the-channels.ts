// node-redis, rejected by 02.1-all
// Lesson 01's function ends the channels only.
// #region 02.1-unsubscribeAll
    await basic.unsubscribeAll()
// #endregion
