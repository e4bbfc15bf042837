// node-redis
// Without MULTI: first to the dead letter, then off the list. A crash between them doubles, and loses nothing.
// Acknowledgements go out one by one, and nobody waits for them.
  // #region 06.2-acknowledge
  const onTheirWay = new Set<Promise<unknown>>()

  function acknowledge(id: string): void {
    handled.add(id)
    const sent = commands
      .xAck(stream, group, id)
      .then(() => handled.delete(id))
      .catch(() => handled.delete(id))
    onTheirWay.add(sent)
    acknowledging = Promise.all(onTheirWay).then(() => {})
    void sent.finally(() => onTheirWay.delete(sent))
  }
  // #endregion
  // #region 06.5-bury
  async function bury({ id, fields, attempt }: Entry, reason: string): Promise<void> {
    const letter = { ...fields, 'dead:id': id, 'dead:attempts': `${attempt}`, 'dead:reason': reason }
    await commands.xAdd(deadLetter, '*', letter)
    await commands.xAck(stream, group, id)
  }
  // #endregion
  // #region 06.8-keep
    const ids = [...inHand.keys()]
    if (ids.length === 0) return
    const script = `
      local mine = {}
      for _, line in ipairs(redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[#ARGV], #ARGV, ARGV[2])) do
        redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, line[1], 'JUSTID')
        mine[#mine + 1] = line[1]
      end
      return mine`
    const kept = (await commands.eval(script, { keys: [stream], arguments: [group, name, ...ids] })) as string[]
    for (const id of ids) if (!kept.includes(id)) inHand.delete(id)
  // #endregion
