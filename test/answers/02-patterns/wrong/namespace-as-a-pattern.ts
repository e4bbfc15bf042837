// channels.ts, rejected by 02.2-rooms
// Wildcards in the namespace act as wildcards.
// #region 02.2-rooms
    return `${namespace}chat:room:*`
// #endregion
