// ioredis, rejected by 01.2-each-its-own
// It drops the second of two equal messages as a duplicate.
  // #region 01.2-dispatch
  const lastOf = new Map<string, string>()
  subscriber.on('message', (channel: string, payload: string) => {
    if (lastOf.get(channel) === payload) return
    lastOf.set(channel, payload)
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion
