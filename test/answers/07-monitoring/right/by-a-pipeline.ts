// ioredis
// CHANNELS and NUMPAT travel together, and only what is missing is asked for.
// #region 07.1-snapshot
    const [names, patterns] = ((await client.pipeline().pubsub('CHANNELS', ours).pubsub('NUMPAT').exec()) ?? []).map(
      ([error, reply]) => {
        if (error) throw error
        return reply
      },
    ) as [string[], number]
    if (names.length === 0) return { channels: new Map(), patterns }
    const counts = (await client.call('PUBSUB', 'NUMSUB', ...names)) as (string | number)[]
    return { channels: byChannel(counts), patterns }
// #endregion
