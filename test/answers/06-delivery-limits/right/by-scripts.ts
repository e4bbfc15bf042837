// ioredis
// Reading and moving to the dead-letter stream are Lua scripts. It polls instead of blocking.
  // #region 06.2-read
    const script = `
      local reply = redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', ARGV[3], 'STREAMS', KEYS[1], '>')
      return reply and reply[1] and reply[1][2] or {}`
    const messages = (await client.eval(script, 1, stream, group, name, count)) as Message[]
    if (messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    return messages.map(([id, words]) => ({ id, fields: toFields(words), attempt: 1 }))
  // #endregion
  // #region 06.5-moveToDeadLetter
    const script = `
      redis.call('XADD', KEYS[2], '*', unpack(ARGV, 3))
      redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])`
    await client.eval(script, 2, stream, deadLetter, group, id, ...Object.entries(letter).flat())
  // #endregion
