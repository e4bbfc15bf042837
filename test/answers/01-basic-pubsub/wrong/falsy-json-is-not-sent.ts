// node-redis, rejected by 01.1-json
// `!value` is true for null, false, and 0, which are valid JSON.
    // #region 01.1-publishJson
    if (!value || typeof value === 'function') throw new TypeError('There is nothing to be sent')
    return publish(channel, JSON.stringify(value))
    // #endregion
