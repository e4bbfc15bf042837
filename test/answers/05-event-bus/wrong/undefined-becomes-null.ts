// envelope, rejected by 05.1-no-json
// Data that JSON can't represent is sent as null.
    // #region 05.1-write
    return JSON.stringify({ id, event, timestamp, key, data: data ?? null })
    // #endregion
