// ioredis, rejected by 07.1-counts
// It treats the reply as an object, as node-redis would return it.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    const counts: unknown = await client.pubsub('NUMSUB', ...(names as string[]))
    const entries = Object.entries(counts as Record<string, number>)
    return { channels: new Map(entries.filter(([, count]) => count > 0)), patterns: Number(patterns) }
// #endregion
