// ioredis, rejected by 07.1-counts
// The list of channels is asked for once.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([(known ??= client.pubsub('CHANNELS', ours)), client.pubsub('NUMPAT')])
    const counts = await client.pubsub('NUMSUB', ...(names as string[]))
    return { channels: byChannel(counts as (string | number)[]), patterns: Number(patterns) }
// #endregion
// #region 07.1-byChannel
let known: Promise<unknown[]> | undefined

function byChannel(counts: readonly (string | number)[]): Map<string, number> {
  const channels = new Map<string, number>()
  for (let at = 0; at < counts.length; at += 2) {
    const count = Number(counts[at + 1])
    if (count > 0) channels.set(String(counts[at]), count)
  }
  return channels
}
// #endregion
