// ioredis, rejected by 01.6-away
// QUIT is a command like any other: while Redis is down, it waits for a connection.
  // #region 01.6-end
  if (client.status !== 'end') await client.quit()
  // #endregion
