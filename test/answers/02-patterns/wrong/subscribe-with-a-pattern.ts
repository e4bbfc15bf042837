// node-redis, rejected by 02.1-arguments
// SUBSCRIBE takes the pattern as the name of one channel.
// #region 02.1-begin
    await inTime(patterns.subscribe(pattern, listener))
// #endregion
