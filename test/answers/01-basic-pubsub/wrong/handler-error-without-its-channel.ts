// node-redis, rejected by 01.3-throws
// Whoever reads the report cannot tell where it happened.
    // #region 01.3-run
    const call = async () => handler(message, channel)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel: '' }))
    // #endregion
