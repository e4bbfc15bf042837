// node-redis
// node-redis gets one listener for all channels, and the Map decides which handlers are called.
  // #region given-listeners
  const { listeners, remember } = createListeners()
  const inTurn = createTurns()

  function forget(channel: string, handler: Handler<never>): typeof dispatch | undefined {
    const byHandler = listeners.get(channel)
    if (!byHandler?.delete(handler) || byHandler.size > 0) return undefined
    listeners.delete(channel)
    return dispatch
  }

  function dispatch(message: string, channel: string): void {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(message, channel)
  }
  // #endregion

    // #region 01.2-subscribe
    remember(channel, handler, (message) => void run(handler, message, channel))
    await inTurn(channel, () => subscriber.subscribe(channel, dispatch))
    // #endregion

    // #region 01.3-subscribeJson
    remember(channel, handler, (message) => {
      let value: unknown
      try {
        value = JSON.parse(message)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload: message })
        return
      }
      void run(handler, value, channel)
    })
    await inTurn(channel, () => subscriber.subscribe(channel, dispatch))
    // #endregion

    // #region 01.4-unsubscribeAll
    const channels = [...listeners.keys()]
    listeners.clear()
    await Promise.all(channels.map((channel) => inTurn(channel, () => subscriber.unsubscribe(channel, dispatch))))
    // #endregion
