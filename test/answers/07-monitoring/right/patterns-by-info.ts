// ioredis
// It takes the number of patterns from INFO if the server reports it, otherwise from NUMPAT.
// #region 07.1-snapshot
    const names = (await client.pubsub('CHANNELS', ours)) as string[]
    const counts = await client.pubsub('NUMSUB', ...names)
    const told = /pubsub_patterns:(\d+)/.exec(await client.info('stats'))?.[1]
    const patterns = Number(told ?? (await client.pubsub('NUMPAT')))
    const list = counts as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns }
// #endregion
