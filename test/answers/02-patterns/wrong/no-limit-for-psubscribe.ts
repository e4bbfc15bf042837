// node-redis, rejected by 02.1-silent
// node-redis has no limit for a reply.
// #region 02.1-begin
    await patterns.pSubscribe(pattern, listener)
// #endregion
