// node-redis, rejected by 07.1-between
// A channel that has lost its last subscriber is listed with 0.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names)
    return { channels: new Map(Object.entries(counts)), patterns }
// #endregion
