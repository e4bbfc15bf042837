// monitor.ts, rejected by 07.2-changes
// Only the third canary that is missing is told.
// #region 07.2-statusOf
    if (latencyMs === null) {
      missed++
      return health === undefined || health.status === 'down' || missed >= 3 ? 'down' : health.status
    }
    missed = 0
    return latencyMs > degradedAfterMs ? 'degraded' : 'up'
// #endregion
// #region 07.2-send
  let missed = 0

  async function send(own: Flight): Promise<void> {
    await listen()
    if (flight !== own) return
    own.sentAt = performance.now()
    await pubsub.publish(channel, own.id)
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
