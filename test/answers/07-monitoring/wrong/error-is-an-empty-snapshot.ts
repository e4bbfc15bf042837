// node-redis, rejected by 07.1-unknown
// If a command fails, it returns an empty snapshot.
// #region 07.1-snapshot
    try {
      const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
      const counts = await client.pubSubNumSub(names)
      return { channels: new Map(Object.entries(counts).filter(([, count]) => count > 0)), patterns }
    } catch {
      return { channels: new Map(), patterns: 0 }
    }
// #endregion
