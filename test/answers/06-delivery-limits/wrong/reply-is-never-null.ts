// node-redis, rejected by 06.2-idle
// If there are no entries, the reply is null, and the code throws.
  // #region 06.2-read
    const from = { key: stream, id: '>' }
    const reply = (await reader.xReadGroup(group, name, from, { COUNT: count, BLOCK: blockMs })) as Reply
    return reply![0]!.messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
  // #endregion
