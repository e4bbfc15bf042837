// channels.ts, rejected by 02.2-names
// The name has no namespace.
// #region 02.2-room
    return `chat:room:${encode(id)}`
// #endregion
