// ioredis, rejected by 01.1-no-json
// It sends an empty string for values without JSON.
    // #region 01.1-publishJson
    return publish(channel, JSON.stringify(value))
    // #endregion
