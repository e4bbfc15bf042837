// ioredis, rejected by 01.2-each-its-own
// Two equal messages in a row are taken for one that came twice.
  // #region 01.2-dispatch
  const lastOf = new Map<string, string>()
  subscriber.on('message', (channel: string, payload: string) => {
    if (lastOf.get(channel) === payload) return
    lastOf.set(channel, payload)
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion
