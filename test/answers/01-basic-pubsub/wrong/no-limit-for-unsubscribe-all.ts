// node-redis, rejected by 01.7-silent
// It limits every call except unsubscribeAll().
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
    subscribeJson: (channel, handler) => confirmed(channel, handler, subscribeJson(channel, handler)),
    unsubscribe: (channel, handler) => inTime(unsubscribe(channel, handler)),
    unsubscribeAll,
    close,
  }
  // #endregion
