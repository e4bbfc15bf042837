// api, rejected by 08.7-bounded
// It waits five seconds, whatever graceMs says.
// #region 08.7-end
const closed = new Promise((resolve) => server.close(resolve))
await inTime(5000, closed).catch(() => {})
server.closeAllConnections()
await shop.close()
void graceMs
// #endregion
