// api, rejected by 08.7-bounded
// How long it waits is its own choice.
    // #region 08.7-endApi
    const closed = new Promise((resolve) => server.close(resolve))
    await within(5000, closed)
    server.closeAllConnections()
    await shop.close()
    // #endregion
