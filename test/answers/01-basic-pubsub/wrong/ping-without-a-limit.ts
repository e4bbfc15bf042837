// node-redis, rejected by 01.6-silent
// Redis replies in order, so it waits for PING, however long it takes.
  // #region 01.6-end
  if (client.isReady) await client.ping().catch(() => {})
  client.destroy()
  // #endregion
