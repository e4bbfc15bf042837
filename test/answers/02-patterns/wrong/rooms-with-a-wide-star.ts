// channels.ts, rejected by 02.2-rooms
// It treats every name that begins with `chat` as a room.
// #region 02.2-rooms
    return `${literally(namespace)}chat:*`
// #endregion
