// channels.ts, rejected by 02.5-canonical
// `%34%32` is read as room 42.
// #region 02.5-parse
    return parsed
// #endregion
