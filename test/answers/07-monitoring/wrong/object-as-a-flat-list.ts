// node-redis, rejected by 07.1-counts
// It treats the reply as a list, as ioredis would return it.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = Object.values(await client.pubSubNumSub(names)).flat()
    const channels = new Map<string, number>()
    for (let i = 0; i < counts.length; i += 2) channels.set(String(counts[i]), Number(counts[i + 1]))
    return { channels, patterns }
// #endregion
