// monitor.ts, rejected by 07.2-limit
// A canary may arrive after its time if the process was busy.
// #region 07.2-canary
    const id = randomUUID()
    return new Promise((resolve) => {
      const sentAt = performance.now()
      const timer = setTimeout(() => setImmediate(resolve, null), downAfterMs)
      onMessage = (message) => {
        if (message !== id) return
        clearTimeout(timer)
        resolve(performance.now() - sentAt)
      }
      pubsub.publish(channel, id).catch((error: unknown) => report({ kind: 'connection', error }))
    })
// #endregion
// #region given-round
  async function round(): Promise<void> {
    const latencyMs = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const before = health?.status
    health = healthOf(latencyMs)
    if (before && before !== health.status) onChange?.(health, before)
  }
// #endregion
