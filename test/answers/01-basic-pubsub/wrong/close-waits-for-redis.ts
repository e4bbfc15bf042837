// node-redis, rejected by 01.6-away
// Closing in good order waits for an answer that does not come.
// #region 01.6-end
async function end(client: Client): Promise<void> {
  if (client.isOpen) await client.close()
}
// #endregion

// #region 01.1-connected
// The client keeps what waits for a connection.
// #endregion

    // #region 01.1-publish
    return await publisher.publish(channel, text)
    // #endregion

// #region 01.5-createPublisher
function createPublisher(url: string): Client {
  return create(url)
}
// #endregion
