// node-redis, rejected by 01.1-count
// It asks for the count once and returns the same one ever after.
    // #region 01.1-publish
    const sent = publisher.publish(channel, text)
    counts.set(channel, counts.get(channel) ?? (await sent))
    return counts.get(channel) ?? 0
    // #endregion

  // #region given-close
  const counts = new Map<string, number>()

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }
  // #endregion
