// node-redis, rejected by 01.6-in-hand
// It says that it is ready, so the answer will come. When the connection breaks just now, close() waits for ever.
// #region 01.6-end
export async function end(client: Client): Promise<void> {
  if (!client.isOpen) return
  if (client.isReady) return client.close()
  client.once('connect', () => client.destroy())
  client.destroy()
}
// #endregion
