// ioredis, rejected by 01.6-silent
// It is ready, so the reply to QUIT will come.
// #region 01.6-end
export async function end(client: Redis): Promise<void> {
  client.options.commandTimeout = undefined
  if (client.status === 'ready') await client.quit()
  else client.disconnect()
}
// #endregion
