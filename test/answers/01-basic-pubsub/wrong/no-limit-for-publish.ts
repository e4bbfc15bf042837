// node-redis, rejected by 01.7-silent
// The five seconds of node-redis are taken for a limit for the reply.
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
