// node-redis, rejected by 06.2-afterwards
// It reads without COUNT, so it takes all entries.
  // #region 06.2-read
    const reply = (await reader.xReadGroup(group, name, { key: stream, id: '>' }, { BLOCK: blockMs })) as Reply
    const messages = reply?.[0]?.messages ?? []
    return messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
  // #endregion
