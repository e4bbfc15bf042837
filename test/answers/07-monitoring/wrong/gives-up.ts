// monitor.ts, rejected by 07.2-late
// After three canaries that are missing it stops looking.
// #region 07.2-canary
    if (missing >= 3) return new Promise(() => {})
    const id = `${channel} ${randomUUID()}`
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id !== id) return
        flight = undefined
        clearTimeout(timer)
        missing = latencyMs === null ? missing + 1 : 0
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
// #region 07.2-send
  async function send(own: Flight): Promise<void> {
    await listen()
    if (flight !== own) return
    own.sentAt = performance.now()
    await pubsub.publish(channel, own.id)
  }

  let missing = 0

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
