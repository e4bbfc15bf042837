// ioredis, rejected by 01.1-json
// An object is turned into text as a template does it.
    // #region 01.1-publishJson
    const text = typeof value === 'string' ? JSON.stringify(value) : `${value}`
    return publish(channel, text)
    // #endregion
