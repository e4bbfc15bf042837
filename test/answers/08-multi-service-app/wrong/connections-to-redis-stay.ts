// api, rejected by 08.7-nothing-left
// It leaves its connections to Redis open.
// #region 08.7-end
const closed = new Promise((resolve) => server.close(resolve))
await inTime(graceMs, closed).catch(() => {})
server.closeAllConnections()
// #endregion
