// node-redis, rejected by 01.6-silent
// Redis answers in order, so PING is waited for, for as long as it takes.
// #region 01.6-end
export async function end(client: Client): Promise<void> {
  if (client.isReady) await client.ping().catch(() => {})
  client.destroy()
  client.once('connect', () => client.destroy())
}
// #endregion
