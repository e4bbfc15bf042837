// node-redis, rejected by 07.1-cut
// If NUMSUB fails, it counts one subscriber for each channel that is listed.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names).catch(() => Object.fromEntries(names.map((name) => [name, 1])))
    return { channels: new Map(Object.entries(counts).filter(([, count]) => count > 0)), patterns }
// #endregion
