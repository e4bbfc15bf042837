// ioredis
// It reads and acknowledges on one connection, in turn, so no command ever waits behind a read.
  // #region 06.2-read
    const how = ['COUNT', count, 'BLOCK', blockMs] as const
    const reply = (await client.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>')) as Reply
    const [[, messages = []] = []] = reply ?? []
    return messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 }))
  // #endregion
