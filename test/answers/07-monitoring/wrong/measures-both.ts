// monitor.ts, rejected by 07.2-answer-late
// The time stops when the canary is back and PUBLISH is answered, too.
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
      return await Promise.race([late, both(id, landed)])
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

  async function both(id: string, landed: Promise<number | null>): Promise<number | null> {
    const began = performance.now()
    const [, back] = await Promise.all([sent(id), landed])
    return back === null ? null : performance.now() - began
  }
// #endregion
