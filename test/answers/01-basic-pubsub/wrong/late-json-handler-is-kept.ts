// node-redis, rejected by 01.7-silent
// It undoes a late subscribe(), but not a late subscribeJson().
  // #region 01.7-limits
  const confirmed = (channel: string, handler: Handler<never>, subscribing: Promise<void>): Promise<void> =>
    inTime(subscribing).catch((error: unknown) => {
      unsubscribe(channel, handler).catch(() => {})
      throw error
    })
  return {
    publish: (channel, text) => inTime(publish(channel, text)),
    publishJson: (channel, value) => inTime(publishJson(channel, value)),
    subscribe: (channel, handler) => confirmed(channel, handler, subscribe(channel, handler)),
    subscribeJson: (channel, handler) => inTime(subscribeJson(channel, handler)),
    unsubscribe: (channel, handler) => inTime(unsubscribe(channel, handler)),
    unsubscribeAll: () => inTime(unsubscribeAll()),
    close,
  }
  // #endregion
