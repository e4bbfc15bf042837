// api, rejected by 08.7-request
// The request in hand needs the connection that is closed here.
    // #region 08.7-endApi
    await shop.close()
    const closed = new Promise((resolve) => server.close(resolve))
    await within(graceMs, closed)
    server.closeAllConnections()
    // #endregion
