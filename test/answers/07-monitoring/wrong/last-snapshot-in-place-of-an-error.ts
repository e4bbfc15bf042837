// ioredis, rejected by 07.1-unknown
// When Redis is away, it shows what was there once.
// #region 07.1-snapshot
    try {
      const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
      const counts = await client.pubsub('NUMSUB', ...(names as string[]))
      last = { channels: byChannel(counts as (string | number)[]), patterns: Number(patterns) }
    } catch {
      // It will be back.
    }
    return last
// #endregion
// #region 07.1-byChannel
let last: PubSubSnapshot = { channels: new Map(), patterns: 0 }

function byChannel(counts: readonly (string | number)[]): Map<string, number> {
  const channels = new Map<string, number>()
  for (let at = 0; at < counts.length; at += 2) {
    const count = Number(counts[at + 1])
    if (count > 0) channels.set(String(counts[at]), count)
  }
  return channels
}
// #endregion
