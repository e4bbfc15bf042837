// ioredis, rejected by 01.2-arrives
// As the listener of node-redis has it: the message first. Nobody is found who wants a channel of that name.
  // #region 01.2-dispatch
  subscriber.on('message', (payload: string, channel: string) => {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion
