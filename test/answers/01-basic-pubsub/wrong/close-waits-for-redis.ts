// node-redis, rejected by 01.6-away
// Closing in good order waits for an answer that does not come.
// #region 01.6-end
async function end(client: Client): Promise<void> {
  if (client.isOpen) await client.close()
}
// #endregion
