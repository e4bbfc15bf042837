// monitor.ts, rejected by 07.2-subscribing
// The time begins before the subscription is made, and not with PUBLISH.
// #region 07.2-send
  async function send(own: Flight): Promise<void> {
    await listen()
    if (flight !== own) return
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
