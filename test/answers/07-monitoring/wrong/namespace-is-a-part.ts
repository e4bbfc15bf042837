// ioredis, rejected by 07.1-namespace
// All channels that have the namespace anywhere in their names.
// #region 07.1-snapshot
    const [all, patterns] = await Promise.all([client.pubsub('CHANNELS', '*'), client.pubsub('NUMPAT')])
    const names = (all as string[]).filter((name) => name.includes(namespace))
    const counts = await client.pubsub('NUMSUB', ...names)
    return { channels: byChannel(counts as (string | number)[]), patterns: Number(patterns) }
// #endregion
