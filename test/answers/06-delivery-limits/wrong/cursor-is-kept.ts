// ioredis, rejected by 06.3-all-pages
// Each look continues where the last one ended, so entries before that place are never seen.
  // #region 06.3-idle
    const state = options as { from?: string }
    const how = ['IDLE', idleMs, state.from ?? '-', '+', PAGE] as const
    const pending = (await client.xpending(stream, group, ...how)) as Pending[]
    const last = pending.at(-1)
    if (last) state.from = `(${last[0]}`
    return pending.map(([id, , , deliveries]) => ({ id, deliveries }))
  // #endregion
