// monitor.ts, rejected by 07.2-start-refused
// A subscription that is refused ends all.
// #region 07.2-canary
    return first()
// #endregion
// #region 07.2-send
  async function first(): Promise<number | null> {
    await (listening ??= pubsub.subscribe(channel, arrived))
    return one()
  }

  function one(): Promise<number | null> {
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
      pubsub.publish(channel, id).catch((error: unknown) => {
        report({ kind: 'connection', error })
        land(null)
      })
    })
  }
// #endregion
