// ioredis, rejected by 02.1-refused
// It reports a refusal and resolves, so the caller waits for messages that never arrive.
// #region 02.1-begin
    await patterns.psubscribe(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
// #endregion
