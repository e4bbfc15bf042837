// monitor.ts, rejected by 07.2-refused
// The promise of publish() is nobody’s.
// #region 07.2-canary
    const id = `${channel} ${randomUUID()}`
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id !== id) return
        flight = undefined
        clearTimeout(timer)
        resolve(latencyMs)
      }
      const timer = setTimeout(() => land(null), downAfterMs)
      flight = { id, sentAt: performance.now(), land }
      void send(flight)
    })
// #endregion
