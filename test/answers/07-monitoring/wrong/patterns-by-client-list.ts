// ioredis, rejected by 07.1-patterns
// The subscriptions of all clients are added up: that is not what NUMPAT says.
// #region 07.1-snapshot
    const names = (await client.pubsub('CHANNELS', ours)) as string[]
    const counts = await client.pubsub('NUMSUB', ...names)
    const clients = String(await client.client('LIST'))
    const patterns = [...clients.matchAll(/ psub=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
    return { channels: byChannel(counts as (string | number)[]), patterns }
// #endregion
