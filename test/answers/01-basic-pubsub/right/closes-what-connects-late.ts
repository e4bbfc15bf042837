// node-redis
// destroy() while a connection is being made leaves that one open, so it is ended when it is there.
// #region 01.6-end
async function end(client: Client): Promise<void> {
  if (!client.isOpen) return
  if (client.isReady) {
    await client.close()
  } else {
    client.once('connect', () => client.destroy())
    client.destroy()
  }
}
// #endregion
