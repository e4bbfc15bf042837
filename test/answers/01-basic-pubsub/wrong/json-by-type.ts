// ioredis, rejected by 01.9-edge-cases
// It looks at the type of the value: an object without JSON is sent as an empty string.
    // #region 01.1-publishJson
    if (value === undefined || ['function', 'symbol', 'bigint'].includes(typeof value)) {
      throw new TypeError(`no JSON for ${typeof value}`)
    }
    return publish(channel, JSON.stringify(value))
    // #endregion
