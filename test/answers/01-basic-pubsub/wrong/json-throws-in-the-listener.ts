// node-redis, rejected by 01.3-bad-json
// JSON.parse() throws inside the client.
    // #region 01.3-subscribeJson
    const listener = remember(channel, handler, (message) => void run(handler, JSON.parse(message), channel))
    await subscriber.subscribe(channel, listener)
    // #endregion
