// node-redis, rejected by 02.1-acknowledged
// PSUBSCRIBE is sent, but its confirmation is not awaited.
// #region 02.1-begin
    void patterns.pSubscribe(pattern, listener)
// #endregion
