// channels.ts, rejected by 02.2-strangers
// A regular expression without its anchors finds a room anywhere.
// #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    const name = channel.slice(namespace.length)
    const id = /chat:room:([^:]*)$/.exec(name)?.[1]
    return id === undefined ? read(name) : read(`chat:room:${id}`)
// #endregion
