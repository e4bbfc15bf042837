// ioredis, rejected by 07.1-patterns
// It adds up the pattern subscriptions of all clients, which NUMPAT doesn't.
// #region 07.1-snapshot
    const names = (await client.pubsub('CHANNELS', ours)) as string[]
    const counts = await client.pubsub('NUMSUB', ...names)
    const clients = String(await client.client('LIST'))
    const patterns = [...clients.matchAll(/ psub=(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
    const list = counts as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns }
// #endregion
