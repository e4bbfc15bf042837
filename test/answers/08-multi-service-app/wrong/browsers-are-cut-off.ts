// api, rejected by 08.7-request
// It cuts off the request in flight.
// #region 08.7-end
const closed = new Promise((resolve) => server.close(resolve))
server.closeAllConnections()
await closed
await shop.close()
// #endregion
