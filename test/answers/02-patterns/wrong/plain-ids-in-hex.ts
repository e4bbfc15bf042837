// channels.ts, rejected by 02.2-names
// Safe, and nobody can read it, or subscribe to it by hand.
// #region 02.2-room
    return `${namespace}chat:room:${Buffer.from(id).toString('hex')}`
// #endregion
