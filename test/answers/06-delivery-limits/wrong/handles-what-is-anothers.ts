// ioredis, rejected by 06.8-taken
// What another consumer has taken over is not kept, and handled all the same.
  // #region 06.8-keep
    const ids = [...inFlight]
    if (ids.length === 0) return
    const pending = (await commands.xpending(stream, group, ids[0]!, ids.at(-1)!, count, name)) as Pending[]
    const mine = pending.map(([id]) => id).filter((id) => inFlight.has(id))
    if (mine.length > 0) await commands.xclaim(stream, group, name, 0, ...mine, 'JUSTID')
  // #endregion
