// ioredis, rejected by 07.1-refused
// exec() resolves though a command was refused: its error stands beside the replies, and nobody looks.
// #region 07.1-snapshot
    const replies = await client.pipeline().pubsub('CHANNELS', ours).pubsub('NUMPAT').exec()
    const [names, patterns] = (replies ?? []).map(([, reply]) => reply)
    const counts = await client.pubsub('NUMSUB', ...((names as string[] | undefined) ?? []))
    return { channels: byChannel(counts as (string | number)[]), patterns: Number(patterns ?? 0) }
// #endregion
