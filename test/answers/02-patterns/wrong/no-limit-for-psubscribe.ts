// node-redis, rejected by 02.1-silent
// It waits for the reply without a limit.
// #region 02.1-begin
    await patterns.pSubscribe(pattern, listener)
// #endregion
