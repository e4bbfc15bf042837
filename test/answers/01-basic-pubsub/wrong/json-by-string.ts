// ioredis, rejected by 01.1-json
// It converts objects with a template string instead of JSON.stringify().
    // #region 01.1-publishJson
    const text = typeof value === 'string' ? JSON.stringify(value) : `${value}`
    return publish(channel, text)
    // #endregion
