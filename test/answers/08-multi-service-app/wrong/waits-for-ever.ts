// api, rejected by 08.7-bounded
// It waits forever for a request that never ends.
// #region 08.7-end
await new Promise((resolve) => server.close(resolve))
await shop.close()
void graceMs
// #endregion
