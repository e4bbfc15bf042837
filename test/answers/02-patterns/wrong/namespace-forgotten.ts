// channels.ts, rejected by 02.2-names
// The name is right, and it is not ours.
// #region 02.2-room
    return ['chat', 'room', id].map(encode).join(':')
// #endregion
