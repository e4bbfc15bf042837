// ioredis, rejected by 07.1-refused
// exec() resolves even if Redis refuses a command, and it ignores the errors in the result.
// #region 07.1-snapshot
    const replies = await client.pipeline().pubsub('CHANNELS', ours).pubsub('NUMPAT').exec()
    const [names, patterns] = (replies ?? []).map(([, reply]) => reply)
    const counts = await client.pubsub('NUMSUB', ...((names as string[] | undefined) ?? []))
    const list = counts as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns: Number(patterns ?? 0) }
// #endregion
