// node-redis, rejected by 01.7-silent
// It limits the wait for a reply to every call except unsubscribe().
  // #region 01.7-limits
  return {
    publish: (channel, text) => inTime(publish(channel, text)),
    publishJson: (channel, value) => inTime(publishJson(channel, value)),
    subscribe: (channel, handler) => inTime(subscribe(channel, handler)),
    subscribeJson: (channel, handler) => inTime(subscribeJson(channel, handler)),
    unsubscribe: (channel, handler) => unsubscribe(channel, handler),
    unsubscribeAll: () => inTime(unsubscribeAll()),
    close,
  }
  // #endregion
