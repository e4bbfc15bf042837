// monitor.ts, rejected by 07.2-limit
// A canary gets one more turn of the event loop after its time: when the process was busy, it counts as late.
// #region 07.2-canary
    const id = `${channel} ${++canaries}`
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id !== id) return
        flight = undefined
        clearTimeout(timer)
        resolve(latencyMs)
      }
      const timer = setTimeout(() => setImmediate(land, null), downAfterMs)
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
