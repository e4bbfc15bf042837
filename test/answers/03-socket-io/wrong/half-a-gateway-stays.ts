// gateway, rejected by 03.4-refused
// When Redis refuses, nobody cleans up.
    // #region 03.4-close
    if (visitors.size === 0) return Promise.resolve()
    closing ??= end()
    return closing
    // #endregion
