// monitor.ts, rejected by 07.2-mends
// There is no time limit: a canary that was lost is awaited for ever.
// #region 07.2-canary
    const id = `${channel} ${++canaries}`
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id !== id) return
        flight = undefined
        resolve(latencyMs)
      }
      flight = { id, sentAt: performance.now(), land }
      send(flight).catch((error: unknown) => {
        report({ kind: 'connection', error })
        land(null)
      })
    })
// #endregion
// #region 07.2-arrived
    if (text === flight?.id) flight.land(performance.now() - flight.sentAt)
// #endregion
