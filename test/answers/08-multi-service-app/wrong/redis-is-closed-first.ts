// api, rejected by 08.7-request
// It closes the connection that the request in flight needs.
// #region 08.7-end
await shop.close()
const closed = new Promise((resolve) => server.close(resolve))
await inTime(graceMs, closed).catch(() => {})
server.closeAllConnections()
// #endregion
