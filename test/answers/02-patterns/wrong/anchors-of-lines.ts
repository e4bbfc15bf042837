// channels.ts, rejected by 02.2-strangers
// With the flag m, ^ and $ are the ends of a line.
// #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    const name = channel.slice(namespace.length)
    const found = /^chat:room:[^:]*$/m.exec(name)?.[0]
    return read(found ?? name)
// #endregion
