// node-redis, rejected by 06.8-failed
// Everything that is pending with its name is kept, including what has failed.
  // #region 06.8-keep
    if (inFlight.size === 0) return
    const pending = await commands.xPendingRange(stream, group, '-', '+', 1000, { consumer: name })
    const ids = pending.map(({ id }) => id)
    for (const id of inFlight) if (!ids.includes(id)) inFlight.delete(id)
    if (ids.length > 0) await commands.xClaimJustId(stream, group, name, 0, ids)
  // #endregion
