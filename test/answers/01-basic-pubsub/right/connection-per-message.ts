// node-redis
// Each message has a connection of its own, which is closed afterwards.
    // #region 01.1-publish
    const opening = open(url, report, { disableOfflineQueue: true })
    try {
      return await opening.then((client) => client.publish(channel, text))
    } finally {
      opening.then(end, () => {})
    }
    // #endregion
