// ioredis, rejected by 01.1-count
// It calls the handlers of this process directly, without Redis.
    // #region 01.1-publish
    const here = [...(listeners.get(channel)?.values() ?? [])]
    for (const listener of here) listener(text)
    return here.length
    // #endregion
