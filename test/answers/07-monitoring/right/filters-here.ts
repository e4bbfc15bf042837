// ioredis
// It asks for all channels and filters those of the namespace itself. NUMSUB runs in batches.
// #region 07.1-snapshot
    const all = (await client.pubsub('CHANNELS')) as string[]
    const names: string[] = []
    for (const name of all) if (name.startsWith(namespace)) names.push(name)
    const replies: (string | number)[] = []
    for (let at = 0; at < names.length; at += 100) {
      replies.push(...((await client.pubsub('NUMSUB', ...names.slice(at, at + 100))) as (string | number)[]))
    }
    const patterns = (await client.pubsub('NUMPAT')) as unknown as number
    const list = replies as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns }
// #endregion
