// api, rejected by 08.1-loopback
// Without an address, a server listens to the whole network.
  // #region 08.6-start
  shop.ready().catch((error: unknown) => report({ kind: 'connection', error }))
  server.listen(port)
  // #endregion
