// channels.ts, rejected by 02.2-names
// The names are safe, but cannot be read or typed.
// #region 02.2-room
    return `${namespace}chat:room:${Buffer.from(id).toString('hex')}`
// #endregion
