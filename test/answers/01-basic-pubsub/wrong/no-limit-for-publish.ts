// node-redis, rejected by 01.7-silent
// It sets no limit for publish(), because it mistakes node-redis's queue limit for one.
  // #region 01.7-limits
  return {
    publish: (channel, text) => publish(channel, text),
    publishJson: (channel, value) => inTime(publishJson(channel, value)),
    subscribe: (channel, handler) => inTime(subscribe(channel, handler)),
    subscribeJson: (channel, handler) => inTime(subscribeJson(channel, handler)),
    unsubscribe: (channel, handler) => inTime(unsubscribe(channel, handler)),
    unsubscribeAll: () => inTime(unsubscribeAll()),
    close,
  }
  // #endregion
