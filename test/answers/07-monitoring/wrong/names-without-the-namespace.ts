// node-redis, rejected by 07.1-counts
// The names are cut, and nobody can subscribe to what is left.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = Object.entries(await client.pubSubNumSub(names)).filter(([, count]) => count > 0)
    return { channels: new Map(counts.map(([name, count]) => [name.slice(namespace.length), count])), patterns }
// #endregion
