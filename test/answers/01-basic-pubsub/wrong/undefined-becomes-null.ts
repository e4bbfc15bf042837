// node-redis, rejected by 01.1-no-json
// Something is sent at any price.
    // #region 01.1-publishJson
    return publish(channel, JSON.stringify(value) ?? 'null')
    // #endregion
