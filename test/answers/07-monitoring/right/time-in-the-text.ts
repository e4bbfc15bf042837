// monitor.ts
// The canary carries its number, as JSON, and nothing is kept of one that is missing.
// #region 07.2-canary
    const own = { n: ++number, from: channel }
    return new Promise((resolve) => {
      const timer = setTimeout(() => land(null), downAfterMs)
      const land = (latencyMs: number | null) => {
        clearTimeout(timer)
        if (flight?.id === String(own.n)) flight = undefined
        resolve(latencyMs)
      }
      flight = { id: String(own.n), sentAt: performance.now(), land }
      const sending = async () => {
        await listen()
        const current = flight
        if (current?.id !== String(own.n)) return
        current.sentAt = performance.now()
        await pubsub.publishJson(channel, own)
      }
      sending().catch((error: unknown) => {
        report({ kind: 'connection', error })
        land(null)
      })
    })
// #endregion
// #region 07.2-send
  let number = 0

  async function listen(): Promise<void> {
    listening ??= pubsub.subscribe(channel, arrived)
    try {
      await listening
    } catch (error) {
      listening = undefined
      throw error
    }
  }
// #endregion
// #region 07.2-arrived
    try {
      const { n, from } = JSON.parse(text) as { n?: unknown; from?: unknown }
      if (from === channel && String(n) === flight?.id) flight.land(performance.now() - flight.sentAt)
    } catch {
      // Somebody else's.
    }
// #endregion
