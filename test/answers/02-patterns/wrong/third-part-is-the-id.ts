// channels.ts, rejected by 02.2-strangers
// `split(':')[2]` is taken for the id, whatever comes behind it.
// #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    const parts = channel.slice(namespace.length).split(':').map(decode)
    const [first, second, third] = parts
    if (first === undefined || second === undefined) return undefined
    if (first === 'chat' && second === 'room' && third !== undefined) return { kind: 'room', id: third }
    return parts.length === 2 ? { kind: 'event', resource: first, action: second } : undefined
// #endregion
