// ioredis, rejected by 06.2-afterwards
// With NOACK, no entry is ever pending, so nothing can be taken over.
  // #region 06.2-read
    const how = ['GROUP', group, name, 'COUNT', String(count), 'BLOCK', String(blockMs), 'NOACK']
    const reply = (await reader.call('XREADGROUP', ...how, 'STREAMS', stream, '>')) as Reply
    const [[, messages = []] = []] = reply ?? []
    return messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 }))
  // #endregion
