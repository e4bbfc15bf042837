// ioredis, rejected by 01.2-arrives
// It expects the message first, as in node-redis, so no channel of that name is found.
  // #region 01.2-dispatch
  subscriber.on('message', (payload: string, channel: string) => {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion
