// channels.ts, rejected by 02.2-ids
// An empty text is taken for none.
// #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    const parsed = read(channel.slice(namespace.length))
    if (parsed?.kind === 'room' && !parsed.id) return undefined
    return parsed && write(parsed) === channel ? parsed : undefined
// #endregion
