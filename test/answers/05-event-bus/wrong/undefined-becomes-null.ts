// envelope, rejected by 05.1-no-json
// What JSON has no form for is sent as null.
    // #region 05.1-write
    return JSON.stringify({ ...head, data: data ?? null })
    // #endregion
