// api, rejected by 08.7-nothing-left
// Nobody closes what was opened for Redis.
    // #region 08.7-endApi
    const closed = new Promise((resolve) => server.close(resolve))
    await within(graceMs, closed)
    server.closeAllConnections()
    // #endregion
