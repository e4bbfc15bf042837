// monitor.ts, rejected by 07.2-away
// The subscription is waited for, however long it takes.
// #region 07.2-canary
    return first()
// #endregion
// #region 07.2-send
  async function first(): Promise<number | null> {
    try {
      await (listening ??= pubsub.subscribe(channel, arrived))
    } catch (error) {
      listening = undefined
      report({ kind: 'connection', error })
      return null
    }
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
