// monitor.ts, rejected by 07.2-degraded
// The canary has to come back, but what is measured is the answer to PUBLISH.
// #region 07.2-canary
    return one()
// #endregion
// #region 07.2-send
  async function one(): Promise<number | null> {
    const id = randomUUID()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), downAfterMs)
    })
    const landed = new Promise<number | null>((resolve) => {
      flight = { id, sentAt: performance.now(), land: resolve }
    })
    try {
      return await Promise.race([late, Promise.all([sent(id), landed]).then(([ms, back]) => (back === null ? null : ms))])
    } catch (error) {
      report({ kind: 'connection', error })
      return null
    } finally {
      clearTimeout(timer)
      flight = undefined
    }
  }

  async function sent(id: string): Promise<number> {
    await listen()
    const began = performance.now()
    if (flight) flight.sentAt = began
    await pubsub.publish(channel, id)
    return performance.now() - began
  }

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
