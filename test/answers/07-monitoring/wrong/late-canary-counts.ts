// monitor.ts, rejected by 07.2-late
// The text is looked at, but any canary of this monitor will do.
// #region 07.2-send
  async function send(own: Flight): Promise<void> {
    await listen()
    if (flight !== own) return
    known.add(own.id)
    own.sentAt = performance.now()
    await pubsub.publish(channel, own.id)
  }

  const known = new Set<string>()

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
    if (!known.delete(text)) return
    const latencyMs = flight ? performance.now() - flight.sentAt : 0
    if (flight) flight.land(latencyMs)
    if (health && health.status !== 'up') {
      const before = health.status
      health = { status: 'up', latencyMs, checkedAt: new Date().toISOString() }
      onChange?.(health, before)
    }
// #endregion
