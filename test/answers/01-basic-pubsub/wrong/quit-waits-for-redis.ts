// ioredis, rejected by 01.6-away
// QUIT is a command like any other, and waits for a connection.
// #region 01.6-end
async function end(client: Redis): Promise<void> {
  if (client.status !== 'end') await client.quit()
}
// #endregion
