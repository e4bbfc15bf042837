// ioredis, rejected by 07.1-counts
// It lists the channels of other applications as well.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS'), client.pubsub('NUMPAT')])
    const counts = await client.pubsub('NUMSUB', ...(names as string[]))
    const list = counts as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns: Number(patterns) }
// #endregion
