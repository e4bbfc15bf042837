// node-redis, rejected by 01.2-arrives
// As `message` of ioredis has it: the channel first.
    // #region 01.2-subscribe
    await listen(channel, handler, (channel, payload) => run(handler, payload, channel))
    // #endregion
