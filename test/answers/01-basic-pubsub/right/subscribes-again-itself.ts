// ioredis
// It switches off autoResubscribe in the client's options and resubscribes itself.
  // #region 01.2-dispatch
  subscriber.options.autoResubscribe = false
  subscriber.on('message', (channel: string, payload: string) => {
    for (const listener of [...(listeners.get(channel)?.values() ?? [])]) listener(payload)
  })
  subscriber.on('ready', () => {
    for (const channel of listeners.keys()) {
      subscriber.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })
  // #endregion

  // #region given-resubscribe
  // #endregion
