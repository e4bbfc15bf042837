// ioredis, rejected by 01.3-throws
// Nothing may disturb the others, so nobody hears of it.
    // #region 01.3-run
    const call = async () => handler(message, channel)
    call().catch(() => {})
    // #endregion
