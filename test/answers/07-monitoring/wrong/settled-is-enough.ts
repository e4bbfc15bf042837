// node-redis, rejected by 07.1-refused
// It uses Promise.allSettled(), and 0 in place of a refused NUMPAT.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.allSettled([client.pubSubChannels(ours), client.pubSubNumPat()])
    if (names.status === 'rejected') throw names.reason
    const counts = await client.pubSubNumSub(names.value)
    const channels = new Map(Object.entries(counts).filter(([, count]) => count > 0))
    return { channels, patterns: patterns.status === 'fulfilled' ? patterns.value : 0 }
// #endregion
