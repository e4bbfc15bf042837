// channels.ts, rejected by 02.2-ids
// It treats an empty ID as a missing one.
// #region 02.2-read
    if (!channel.startsWith(namespace)) return undefined
    const parts = channel.slice(namespace.length).split(':')
    const [first, second, third] = parts.map(decode)
    if (first === undefined || second === undefined) return undefined
    if (parts.length === 2) return { kind: 'event', resource: first, action: second }
    if (parts.length > 3 || !third) return undefined
    return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
// #endregion
