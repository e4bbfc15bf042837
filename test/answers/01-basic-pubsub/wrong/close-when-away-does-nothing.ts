// ioredis, rejected by 01.6-away
// There is no connection to be closed now, but the client is about to open one.
// #region 01.6-end
async function end(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit()
}
// #endregion
