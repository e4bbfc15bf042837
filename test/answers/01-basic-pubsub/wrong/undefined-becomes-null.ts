// node-redis, rejected by 01.1-no-json
// It sends `null` instead of `undefined`.
    // #region 01.1-publishJson
    return publish(channel, JSON.stringify(value) ?? 'null')
    // #endregion
