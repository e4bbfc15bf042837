// monitor.ts, rejected by 07.2-hangs
// First it waits for PUBLISH, then for the canary: the timer begins too late.
// #region 07.2-canary
    return one()
// #endregion
// #region 07.2-send
  async function one(): Promise<number | null> {
    const id = randomUUID()
    const sentAt = performance.now()
    const landed = new Promise<number | null>((resolve) => {
      flight = { id, sentAt, land: resolve }
    })
    try {
      await (listening ??= pubsub.subscribe(channel, arrived))
      await pubsub.publish(channel, id)
    } catch (error) {
      report({ kind: 'connection', error })
      return null
    }
    const latencyMs = await Promise.race([landed, delay(downAfterMs, null)])
    flight = undefined
    return latencyMs
  }
// #endregion
