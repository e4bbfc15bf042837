// node-redis, rejected by 01.6-close
// Each message opens a connection that is never closed.
    // #region 01.1-publish
    const client = await open(url, report)
    return client.publish(channel, text)
    // #endregion
