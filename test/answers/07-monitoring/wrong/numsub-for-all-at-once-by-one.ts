// ioredis, rejected by 07.1-few
// It sends NUMSUB for each channel, all at the same time.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    const replies = await Promise.all((names as string[]).map((name) => client.pubsub('NUMSUB', name)))
    const channels = new Map((replies as [string, number][]).map(([name, count]) => [name, Number(count)]))
    return { channels, patterns: Number(patterns) }
// #endregion
