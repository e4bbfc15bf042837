// channels.ts, rejected by 02.2-ids
// An empty text is taken for none.
// #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    const parsed = read(channel.slice(namespace.length))
    return parsed?.kind === 'room' && !parsed.id ? undefined : parsed
// #endregion
