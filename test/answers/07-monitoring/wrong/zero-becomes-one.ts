// ioredis, rejected by 07.1-between
// It takes a count of 0 for 1, because the channel was listed.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    const counts = (await client.pubsub('NUMSUB', ...(names as string[]))) as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < counts.length; i += 2) channels.set(String(counts[i]), Number(counts[i + 1]) || 1)
    return { channels, patterns: Number(patterns) }
// #endregion
