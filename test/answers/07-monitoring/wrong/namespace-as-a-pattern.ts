// node-redis, rejected by 07.1-namespace
// The star of the namespace is a star of the pattern.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(`${namespace}*`), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names)
    return { channels: new Map(Object.entries(counts).filter(([, count]) => count > 0)), patterns }
// #endregion
