// node-redis, rejected by 01.3-throws
// One `try` around decoding and handler: whatever fails is called a bad message.
    // #region 01.3-subscribeJson
    await listen(channel, handler, async (payload) => {
      try {
        await handler(JSON.parse(payload), channel)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload })
      }
    })
    // #endregion
