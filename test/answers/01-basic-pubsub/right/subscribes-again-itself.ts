// ioredis
// The client is told not to subscribe again, and it is done here.
  // #region 01.2-dispatch
  subscriber.options.autoResubscribe = false
  subscriber.on('message', (channel: string, payload: string) => {
    for (const listener of [...(listeners.get(channel)?.values() ?? [])]) listener(payload)
  })
  subscriber.on('ready', () => {
    const channels = [...listeners.keys()]
    if (channels.length > 0) subscriber.subscribe(...channels).catch(() => {})
  })
  // #endregion
