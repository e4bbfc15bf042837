// channels.ts, rejected by 02.2-strangers
// So many letters are cut off, whatever they are.
// #region 02.2-parse
    return read(channel.slice(namespace.length))
// #endregion
