// channels.ts, rejected by 02.2-rooms
// Every name that begins with `chat` is taken for a room.
// #region 02.2-rooms
    return `${literally(namespace)}chat:*`
// #endregion
