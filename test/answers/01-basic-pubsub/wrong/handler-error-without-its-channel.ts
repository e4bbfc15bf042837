// node-redis, rejected by 01.3-throws
// It reports a handler error without the channel.
    // #region 01.3-run
    const call = async () => handler(message, channel)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel: '' }))
    // #endregion
