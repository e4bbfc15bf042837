// ioredis, rejected by 07.1-counts
// What belongs to others is listed too.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS'), client.pubsub('NUMPAT')])
    const counts = await client.pubsub('NUMSUB', ...(names as string[]))
    return { channels: byChannel(counts as (string | number)[]), patterns: Number(patterns) }
// #endregion
