// node-redis, rejected by 01.6-close
// What is closed cannot be closed.
// #region 01.6-end
async function end(client: Client): Promise<void> {
  await client.close()
}
// #endregion
