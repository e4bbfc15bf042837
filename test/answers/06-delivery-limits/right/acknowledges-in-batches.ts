// node-redis
// The next entry doesn't wait for XACK: what is done by then is acknowledged together, and sent again if that fails.
  // #region 06.2-workOn
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    handled.add(entry.id)
    acknowledging ??= acknowledge().finally(() => {
      acknowledging = undefined
    })
  // #endregion
  // #region 06.2-acknowledge
  const handled = new Set<string>()
  let acknowledging: Promise<void> | undefined

  async function acknowledge(): Promise<void> {
    while (handled.size > 0) {
      await pause(0)
      const ids = [...handled]
      try {
        await commands.xAck(stream, group, ids)
        for (const id of ids) handled.delete(id)
      } catch (error) {
        tell(error)
        if (closing) return
        await pause(RETRY_MS)
      }
    }
  }
  // #endregion
  // #region 06.3-takeOver
    let from = '-'
    for (;;) {
      const page = await commands.xPendingRange(stream, group, from, '+', PAGE, { IDLE: idleMs })
      for (const { id, deliveriesCounter } of page) {
        if (closing) return
        if (!handled.has(id)) await takeOne(id, deliveriesCounter)
      }
      if (page.length < PAGE) return
      from = `(${page.at(-1)!.id}`
    }
  // #endregion
  // #region 06.4-finish
    await Promise.race([running.then(() => acknowledging), nothingToWaitFor()])
    inFlight.clear()
    clearInterval(beat)
    await Promise.all([end(reader), end(commands)])
  // #endregion
  // #region 06.8-keep
    const ids = [...inFlight]
    if (ids.length === 0) return
    const script = `
      local mine = {}
      for _, line in ipairs(redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[#ARGV], #ARGV, ARGV[2])) do
        redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, line[1], 'JUSTID')
        mine[#mine + 1] = line[1]
      end
      return mine`
    const kept = (await commands.eval(script, { keys: [stream], arguments: [group, name, ...ids] })) as string[]
    for (const id of ids) if (!kept.includes(id)) inFlight.delete(id)
  // #endregion
