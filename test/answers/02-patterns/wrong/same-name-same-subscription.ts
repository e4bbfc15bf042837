// node-redis, rejected by 02.1-channels
// What comes on a channel with the pattern's own name is taken for a message of the channel's handlers alone.
// #region 02.1-subscription
  function subscription(pattern: string): Subscription {
    const handlers = new Set<PatternHandler>()
    const listener: Listener = (payload, channel) => {
      if (channel === pattern) return
      for (const handler of [...handlers]) run(handler, payload, channel, pattern)
    }
    return { handlers, listener }
  }
// #endregion
