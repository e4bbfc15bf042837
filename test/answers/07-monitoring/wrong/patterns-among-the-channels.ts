// node-redis, rejected by 07.1-patterns
// It takes a channel with an asterisk in its name for a pattern.
// #region 07.1-snapshot
    const names = await client.pubSubChannels(ours)
    const counts = await client.pubSubNumSub(names)
    const patterns = names.filter((name) => name.includes('*')).length
    return { channels: new Map(Object.entries(counts).filter(([, count]) => count > 0)), patterns }
// #endregion
