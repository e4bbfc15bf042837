// monitor.ts, rejected by 07.2-refused
// What rejects is reported, and the canary that waits for it never lands.
// #region 07.2-canary
    const id = `${channel} ${randomUUID()}`
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id !== id) return
        flight = undefined
        clearTimeout(timer)
        resolve(latencyMs)
      }
      const timer = setTimeout(() => {}, downAfterMs)
      flight = { id, sentAt: performance.now(), land }
      send(flight).catch((error: unknown) => {
        report({ kind: 'connection', error })
      })
    })
// #endregion
