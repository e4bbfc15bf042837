// node-redis, rejected by 01.6-in-flight
// When the connection broke while it waited, the client is not ready any more: it is left alone, and connects again.
// #region 01.6-end
export async function end(client: Client): Promise<void> {
  if (!client.isOpen) return
  if (client.isReady) {
    await client.ping().catch(() => {})
    if (client.isReady) client.destroy()
    return
  }
  client.once('connect', () => client.destroy())
  client.destroy()
}
// #endregion
