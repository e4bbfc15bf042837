// ioredis
// CHANNELS and NUMPAT travel in one pipeline, followed by NUMSUB for the channels.
// #region 07.1-snapshot
    const [names, patterns] = ((await client.pipeline().pubsub('CHANNELS', ours).pubsub('NUMPAT').exec()) ?? []).map(
      ([error, reply]) => {
        if (error) throw error
        return reply
      },
    ) as [string[], number]
    if (names.length === 0) return { channels: new Map(), patterns }
    const counts = (await client.call('PUBSUB', 'NUMSUB', ...names)) as (string | number)[]
    const list = counts as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns }
// #endregion
