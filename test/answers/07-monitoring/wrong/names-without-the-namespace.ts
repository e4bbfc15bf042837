// node-redis, rejected by 07.1-counts
// The names lack the namespace, so no client could subscribe to them.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = Object.entries(await client.pubSubNumSub(names)).filter(([, count]) => count > 0)
    return { channels: new Map(counts.map(([name, count]) => [name.slice(namespace.length), count])), patterns }
// #endregion
