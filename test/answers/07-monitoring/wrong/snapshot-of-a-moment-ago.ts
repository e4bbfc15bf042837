// node-redis, rejected by 07.1-counts
// A snapshot is kept for a moment, so that Redis is asked less often.
// #region 07.1-snapshot
    if (kept && performance.now() - kept.at < 500) return kept.snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names)
    const snapshot = { channels: new Map(Object.entries(counts).filter(hasSubscriber)), patterns }
    kept = { at: performance.now(), snapshot }
    return snapshot
// #endregion
// #region 07.1-hasSubscriber
let kept: { at: number; snapshot: PubSubSnapshot } | undefined

function hasSubscriber([_channel, count]: readonly [string, number]): boolean {
  return count > 0
}
// #endregion
