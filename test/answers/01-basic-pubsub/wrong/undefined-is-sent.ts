// ioredis, rejected by 01.1-no-json
// What JSON has no form for becomes an empty message.
    // #region 01.1-publishJson
    return publish(channel, JSON.stringify(value))
    // #endregion
