// node-redis, rejected by 07.1-cut
// If NUMPAT fails, it reports 0 patterns.
// #region 07.1-snapshot
    const patterns = await client.pubSubNumPat().catch(() => 0)
    const names = await client.pubSubChannels(ours)
    const counts = await client.pubSubNumSub(names)
    return { channels: new Map(Object.entries(counts).filter(([, count]) => count > 0)), patterns }
// #endregion
