// api, rejected by 08.6-before
// It waits for Redis before it listens.
// #region 08.6-start
await shop.ready()
// #endregion
