// api, rejected by 08.7-request
// Closed is closed, and whoever waits for an answer gets none.
    // #region 08.7-endApi
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
    await shop.close()
    // #endregion
