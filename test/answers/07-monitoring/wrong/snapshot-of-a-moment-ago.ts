// node-redis, rejected by 07.1-counts
// A snapshot is cached for half a second.
// #region 07.1-snapshot
    const state = client as { kept?: { at: number; snapshot: PubSubSnapshot } }
    if (state.kept && performance.now() - state.kept.at < 500) return state.kept.snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names)
    const channels = new Map(Object.entries(counts).filter(([, count]) => count > 0))
    state.kept = { at: performance.now(), snapshot: { channels, patterns } }
    return state.kept.snapshot
// #endregion
