// node-redis
// The plain way to close: wait if it is ready, and do not wait if it is not.
// #region 01.6-end
export async function end(client: Client): Promise<void> {
  if (client.isReady) await client.close()
  else if (client.isOpen) client.destroy()
}
// #endregion
