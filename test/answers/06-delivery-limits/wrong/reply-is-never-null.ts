// node-redis, rejected by 06.2-idle
// A read that has waited in vain replies with null, and the loop throws each time.
  // #region 06.2-readNew
    const reply = await reader.xReadGroup(group, name, { key: stream, id: '>' }, { COUNT: count, BLOCK: blockMs })
    const [first] = reply as unknown as { messages: Message[] }[]
    return first!.messages.map(({ id, message }) => ({ id, fields: message, attempt: 1 }))
  // #endregion
