// ioredis, rejected by 01.3-bad-json
// It takes `null` for a bad message, although it is valid JSON.
    // #region 01.3-subscribeJson
    await listen(channel, handler, (payload) => {
      let value: unknown
      try {
        value = JSON.parse(payload)
        if (!value) throw new TypeError('no message')
      } catch (error) {
        report({ kind: 'payload', error, channel, payload })
        return
      }
      run(handler, value, channel)
    })
    // #endregion
