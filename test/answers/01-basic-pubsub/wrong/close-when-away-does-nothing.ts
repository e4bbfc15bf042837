// ioredis, rejected by 01.6-away
// There is no connection to close now, but the client is about to reconnect.
  // #region 01.6-end
  if (client.status === 'ready') await client.quit()
  // #endregion
