// node-redis, rejected by 07.1-namespace
// It uses the namespace as a pattern, so its special characters are wildcards.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(`${namespace}*`), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names)
    return { channels: new Map(Object.entries(counts).filter(([, count]) => count > 0)), patterns }
// #endregion
