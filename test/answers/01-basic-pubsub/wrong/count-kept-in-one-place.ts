// ioredis, rejected by 01.1-at-once
// One variable for the results of all calls: the next call overwrites it.
    // #region 01.1-publish
    last = await publisher.publish(channel, text)
    await new Promise((resolve) => setTimeout(resolve, 1))
    return last
    // #endregion

// #region 01.6-end
let last = 0

async function end(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => client.disconnect())
  else client.disconnect()
}
// #endregion
