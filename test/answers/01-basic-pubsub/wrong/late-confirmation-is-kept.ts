// node-redis, rejected by 01.7-silent
// subscribe() has rejected, and the confirmation arrives later.
  // #region 01.7-limits
  return {
    publish: (channel, text) => inTime(publish(channel, text)),
    publishJson: (channel, value) => inTime(publishJson(channel, value)),
    subscribe: (channel, handler) => inTime(subscribe(channel, handler)),
    subscribeJson: (channel, handler) => inTime(subscribeJson(channel, handler)),
    unsubscribe: (channel, handler) => inTime(unsubscribe(channel, handler)),
    unsubscribeAll: () => inTime(unsubscribeAll()),
    close,
  }
  // #endregion
