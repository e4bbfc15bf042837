// ioredis
// Reading, taking over and moving to the dead letter are Lua scripts. It asks again and again, and never blocks.
  // #region 06.2-readNew
    const script = `
      local reply = redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', ARGV[3], 'STREAMS', KEYS[1], '>')
      return reply and reply[1] and reply[1][2] or {}`
    const messages = (await commands.eval(script, 1, stream, group, name, count)) as Message[]
    if (messages.length === 0) await pause(20)
    return messages.map(([id, words]) => ({ id, fields: recordOf(words), attempt: 1 }))
  // #endregion
  // #region 06.3-takeOver
    const script = `
      local line = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], ARGV[4], '+', 1)[1]
      if not line then return {} end
      local claimed = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], line[1])
      return { line[1], line[4], claimed[1] or false }`
    let from = '-'
    while (!closing) {
      const reply = (await commands.eval(script, 1, stream, group, name, idleMs, from)) as [string, number, Message | null]
      const [id, deliveries, message] = reply
      if (!id) return
      from = `(${id}`
      if (!message) await missing(id)
      else if (deliveries >= maxAttempts) {
        await buryUnfinished({ id, fields: recordOf(message[1]), attempt: deliveries })
      } else await work([{ id, fields: recordOf(message[1]), attempt: deliveries + 1 }])
    }
  // #endregion
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': String(attempt), 'dead:reason': reason }
    const script = `
      redis.call('XADD', KEYS[2], '*', unpack(ARGV, 3))
      redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])`
    await commands.eval(script, 2, stream, deadLetter, group, id, ...Object.entries(letter).flat())
  }
  // #endregion
