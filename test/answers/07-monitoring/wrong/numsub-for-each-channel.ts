// node-redis, rejected by 07.1-few
// It sends NUMSUB for each channel, one after another.
// #region 07.1-snapshot
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const channels = new Map<string, number>()
    for (const name of names) {
      const counts = await client.pubSubNumSub([name])
      if (counts[name]) channels.set(name, counts[name])
    }
    return { channels, patterns }
// #endregion
