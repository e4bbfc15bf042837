// node-redis, rejected by 01.2-each-its-own
// A handler of several channels is not told which one it was.
    // #region 01.2-subscribe
    await listen(channel, handler, (payload) => run(handler, payload, ''))
    // #endregion
