// node-redis, rejected by 01.6-close
// Every message opens a connection, and nobody closes them.
    // #region 01.1-publish
    const client = await open(url, report)
    return client.publish(channel, text)
    // #endregion
