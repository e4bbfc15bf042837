// ioredis, rejected by 02.1-again and 02.1-one
// The handler is removed, but Redis keeps sending.
// #region 02.1-finish

// #endregion
