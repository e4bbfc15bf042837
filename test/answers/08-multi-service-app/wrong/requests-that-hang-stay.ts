// api, rejected by 08.7-bounded
// When graceMs has passed, a request that hangs keeps its connection.
// #region 08.7-end
const closed = new Promise((resolve) => server.close(resolve))
await inTime(graceMs, closed).catch(() => {})
await shop.close()
// #endregion
