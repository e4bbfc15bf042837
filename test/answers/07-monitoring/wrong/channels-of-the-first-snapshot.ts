// ioredis, rejected by 07.1-counts
// It asks for the list of channels only once.
// #region 07.1-snapshot
    const state = client as { knownChannels?: Promise<unknown> }
    state.knownChannels ??= client.pubsub('CHANNELS', ours) as Promise<unknown>
    const [names, patterns] = await Promise.all([state.knownChannels, client.pubsub('NUMPAT')])
    const counts = (await client.pubsub('NUMSUB', ...(names as string[]))) as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < counts.length; i += 2) {
      const count = Number(counts[i + 1])
      if (count > 0) channels.set(String(counts[i]), count)
    }
    return { channels, patterns: Number(patterns) }
// #endregion
