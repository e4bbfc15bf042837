// node-redis, rejected by 02.1-arguments
// node-redis gives message and channel; the channel is passed on where the pattern belongs.
// #region 02.1-subscription
  function subscription(_pattern: string): Subscription {
    const handlers = new Set<PatternHandler>()
    const listener: Listener = (payload, channel) => {
      for (const handler of [...handlers]) run(handler, payload, channel, channel)
    }
    return { handlers, listener }
  }
// #endregion
