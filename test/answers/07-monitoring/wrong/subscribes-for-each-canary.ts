// monitor.ts, rejected by 07.2-once
// A new subscription for each canary: it mends what it should find.
// #region 07.2-send
  async function send(own: Flight): Promise<void> {
    await pubsub.subscribe(channel, arrived)
    if (flight !== own) return
    own.sentAt = performance.now()
    await pubsub.publish(channel, own.id)
  }
// #endregion
