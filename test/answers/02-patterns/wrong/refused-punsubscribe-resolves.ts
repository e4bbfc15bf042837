// ioredis, rejected by 02.1-refused
// A refusal of PUNSUBSCRIBE is swallowed.
// #region 02.1-finish
    await patterns.punsubscribe(pattern).catch(() => {})
// #endregion
