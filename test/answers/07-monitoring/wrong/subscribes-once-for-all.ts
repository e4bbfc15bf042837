// monitor.ts, rejected by 07.2-start-refused
// A subscription that was refused is never tried again.
// #region 07.2-send
  async function send(own: Flight): Promise<void> {
    await listen()
    if (flight !== own) return
    own.sentAt = performance.now()
    await pubsub.publish(channel, own.id)
  }

  async function listen(): Promise<void> {
    listening ??= pubsub.subscribe(channel, arrived)
    await listening
  }
// #endregion
