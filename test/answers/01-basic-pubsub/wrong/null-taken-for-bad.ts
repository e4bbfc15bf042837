// ioredis, rejected by 01.3-bad-json
// `null` is JSON, and a value like any other.
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
