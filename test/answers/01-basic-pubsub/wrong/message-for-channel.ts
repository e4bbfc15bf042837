// node-redis, rejected by 01.2-arrives
// As `message` of ioredis has it: the channel first.
  // #region 01.2-dispatch
  function dispatch(channel: string, payload: string): void {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  }
  // #endregion

    // #region 01.2-subscribe
    await listen(channel, handler, (payload) => run(handler, payload, channel))
    // #endregion
