// node-redis, rejected by 01.2-as-sent
// One listener for both kinds: what looks like JSON is decoded, also for subscribe().
    // #region 01.2-subscribe
    await listen(channel, handler, (payload) => {
      let message: string = payload
      try {
        message = JSON.parse(payload)
      } catch {}
      run(handler, message, channel)
    })
    // #endregion
