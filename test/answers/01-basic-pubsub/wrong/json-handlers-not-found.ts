// node-redis, rejected by 01.4-json
// The listener is stored under itself, not under the handler.
    // #region 01.3-subscribeJson
    const listener = (message: string) => {
      let value: unknown
      try {
        value = JSON.parse(message)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload: message })
        return
      }
      void run(handler, value, channel)
    }
    remember(channel, listener as Handler<never>, listener)
    await subscriber.subscribe(channel, listener)
    // #endregion
