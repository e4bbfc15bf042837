// api, rejected by 08.6-before
// First Redis, then the API: as long as one is away, the other one is, too.
  // #region 08.6-start
  await shop.ready()
  server.listen(port, '127.0.0.1')
  // #endregion
