// node-redis, rejected by 01.3-throws
// One `try` block contains both decoding and the handler, so every error is reported as a bad message.
    // #region 01.3-subscribeJson
    const listener = remember(channel, handler, async (message) => {
      try {
        await handler(JSON.parse(message), channel)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload: message })
      }
    })
    await subscriber.subscribe(channel, listener)
    // #endregion
