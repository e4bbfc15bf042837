// node-redis, rejected by 01.6-away
// It waits for a connection, and there is none.
// #region 01.6-end
export async function end(client: Client): Promise<void> {
  await client.ping()
  client.destroy()
}
// #endregion

    // #region 01.6-close
    await Promise.all([end(subscriber), end(publisher)])
    // #endregion
