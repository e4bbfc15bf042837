// monitor.ts, rejected by 07.2-close-subscribing
// A canary that has waited for the subscription is published after close().
// #region given-listen
  async function listen(): Promise<boolean> {
    if (isSubscribed) return true
    try {
      await pubsub.subscribe(channel, handler)
      isSubscribed = true
    } catch (error) {
      report({ kind: 'connection', error })
    }
    return isSubscribed
  }
// #endregion
