// api, rejected by 08.7-bounded
// A request whose end never comes keeps the API from closing.
    // #region 08.7-endApi
    await new Promise((resolve) => server.close(resolve))
    await shop.close()
    // #endregion
