// ioredis
// It never takes more than one entry, whatever `count` says.
  // #region 06.2-read
    const how = ['COUNT', 1, 'BLOCK', blockMs] as const
    const reply = (await reader.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>')) as Reply
    const [[, messages = []] = []] = reply ?? []
    return messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 }))
  // #endregion
