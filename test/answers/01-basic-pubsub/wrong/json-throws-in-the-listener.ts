// node-redis, rejected by 01.3-bad-json
// Nobody expects a bad message.
    // #region 01.3-subscribeJson
    await listen(channel, handler, (payload) => run(handler, JSON.parse(payload), channel))
    // #endregion
