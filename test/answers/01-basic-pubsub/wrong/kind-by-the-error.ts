// ioredis, rejected by 01.3-throws
// It takes every SyntaxError for a bad message, including the handler's.
    // #region 01.3-subscribeJson
    await listen(channel, handler, async (payload) => {
      try {
        await handler(JSON.parse(payload), channel)
      } catch (error) {
        if (error instanceof SyntaxError) report({ kind: 'payload', error, channel, payload })
        else report({ kind: 'handler', error, channel })
      }
    })
    // #endregion
