// channels.ts, rejected by 02.2-rooms
// The marks of the namespace keep their meaning in the pattern.
// #region 02.2-rooms
    return `${namespace}chat:room:*`
// #endregion
