// ioredis, rejected by 01.2-as-sent
// `if (payload)` is false for an empty string.
  // #region 01.2-dispatch
  subscriber.on('message', (channel: string, payload: string) => {
    if (!payload) return
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion
