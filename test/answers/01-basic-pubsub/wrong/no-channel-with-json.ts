// ioredis, rejected by 01.3-bad-json
// subscribeJson() does not pass on the channel.
    // #region 01.3-subscribeJson
    await listen(channel, handler, (payload) => {
      let value: unknown
      try {
        value = JSON.parse(payload)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload })
        return
      }
      run(() => (handler as (value: unknown) => void)(value), value, channel)
    })
    // #endregion
