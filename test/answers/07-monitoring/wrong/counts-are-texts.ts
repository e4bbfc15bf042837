// ioredis, rejected by 07.1-counts
// The counts are strings.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    const counts = (await client.pubsub('NUMSUB', ...(names as string[]))) as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < counts.length; i += 2) {
      if (Number(counts[i + 1]) > 0) channels.set(String(counts[i]), String(counts[i + 1]) as unknown as number)
    }
    return { channels, patterns: Number(patterns) }
// #endregion
