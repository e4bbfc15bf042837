// ioredis, rejected by 01.3-throws
// A SyntaxError is taken for a bad message, wherever it was made.
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
