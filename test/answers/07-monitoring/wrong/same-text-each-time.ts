// monitor.ts, rejected by 07.2-foreign and 07.2-late
// All canaries have the same text, so an old one passes for the new one.
// #region 07.2-canary
    const id = `canary of ${channel}`
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id !== id) return
        flight = undefined
        clearTimeout(timer)
        resolve(latencyMs)
      }
      const timer = setTimeout(() => land(null), downAfterMs)
      flight = { id, sentAt: performance.now(), land }
      send(flight).catch((error: unknown) => {
        report({ kind: 'connection', error })
        land(null)
      })
    })
// #endregion
