// ioredis, rejected by 07.1-namespace
// It lists channels with the namespace anywhere in their names.
// #region 07.1-snapshot
    const [all, patterns] = await Promise.all([client.pubsub('CHANNELS', '*'), client.pubsub('NUMPAT')])
    const names = (all as string[]).filter((name) => name.includes(namespace))
    const counts = await client.pubsub('NUMSUB', ...names)
    const list = counts as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns: Number(patterns) }
// #endregion
