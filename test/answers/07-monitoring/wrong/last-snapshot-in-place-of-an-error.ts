// ioredis, rejected by 07.1-unknown
// While Redis is down, it returns the last snapshot.
// #region 07.1-snapshot
    const state = client as { last?: PubSubSnapshot }
    try {
      const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
      const counts = (await client.pubsub('NUMSUB', ...(names as string[]))) as (string | number)[]
      const channels = new Map<string, number>()
      for (let i = 0; i < counts.length; i += 2) {
        const count = Number(counts[i + 1])
        if (count > 0) channels.set(String(counts[i]), count)
      }
      state.last = { channels, patterns: Number(patterns) }
    } catch {
      // Return the last one.
    }
    return state.last ?? { channels: new Map(), patterns: 0 }
// #endregion
