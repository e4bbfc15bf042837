// node-redis, rejected by 02.1-arguments
// The client calls the handler itself: without the pattern, and a failure goes up into the client.
// #region 02.1-psubscribe
    await patterns.pSubscribe(pattern, handler as Listener)
// #endregion
