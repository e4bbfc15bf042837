// node-redis, rejected by 01.4-json
// The wrapper is entered where the handler should be.
    // #region 01.3-subscribeJson
    const wrapper = (payload: string) => {
      let value: unknown
      try {
        value = JSON.parse(payload)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload })
        return
      }
      run(handler, value, channel)
    }
    await listen(channel, wrapper as never, wrapper)
    // #endregion
