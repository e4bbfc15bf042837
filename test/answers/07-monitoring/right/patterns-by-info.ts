// ioredis
// INFO has the number of patterns, where the server tells it; else NUMPAT has it.
// #region 07.1-snapshot
    const names = (await client.pubsub('CHANNELS', ours)) as string[]
    const counts = await client.pubsub('NUMSUB', ...names)
    const told = /pubsub_patterns:(\d+)/.exec(await client.info('stats'))?.[1]
    const patterns = Number(told ?? (await client.pubsub('NUMPAT')))
    return { channels: byChannel(counts as (string | number)[]), patterns }
// #endregion
