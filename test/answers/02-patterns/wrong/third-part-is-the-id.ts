// channels.ts, rejected by 02.2-strangers
// It takes `split(':')[2]` as the ID, whatever follows.
// #region 02.2-read
    if (!channel.startsWith(namespace)) return undefined
    const parts = channel.slice(namespace.length).split(':')
    const [first, second, third] = parts.map(decode)
    if (first === undefined || second === undefined) return undefined
    if (first === 'chat' && second === 'room' && third !== undefined) return { kind: 'room', id: third }
    return parts.length === 2 ? { kind: 'event', resource: first, action: second } : undefined
// #endregion
// #region 02.5-parse
    return parsed
// #endregion
