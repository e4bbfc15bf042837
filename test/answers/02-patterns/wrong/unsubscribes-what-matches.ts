// ioredis, rejected by 02.1-one
// The pattern is matched against the patterns, so `chat:*` ends `chat:room:*` too.
// #region 02.1-punsubscribe
    for (const [subscribed, ofPattern] of handlers) {
      if (!subscribed.startsWith(pattern.replace(/\*$/, ''))) continue
      if (!ofPattern.delete(handler) || ofPattern.size > 0) continue
      handlers.delete(subscribed)
      await patterns.punsubscribe(subscribed)
    }
// #endregion
