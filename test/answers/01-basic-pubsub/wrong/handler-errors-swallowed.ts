// ioredis, rejected by 01.3-throws
// It catches handler errors without reporting them.
    // #region 01.3-run
    const call = async () => handler(message, channel)
    call().catch(() => {})
    // #endregion
