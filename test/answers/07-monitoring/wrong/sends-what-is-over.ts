// monitor.ts, rejected by 07.2-close-subscribing
// A canary that has waited for the subscription is sent, though it is missing long since and the monitor is closed.
// #region 07.2-send
  async function send(own: Flight): Promise<void> {
    await listen()
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
