// envelope, rejected by 05.1-no-json
// An event without data travels, for JSON leaves the field out without a word.
    // #region 05.1-write
    return JSON.stringify({ id, event, timestamp, key, data })
    // #endregion
