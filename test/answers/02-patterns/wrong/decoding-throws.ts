// channels.ts, rejected by 02.2-strangers
// `decodeURIComponent` throws for a percent sign that is none of its own.
// #region 02.2-parse
    if (!channel.startsWith(namespace)) return undefined
    const parts = channel.slice(namespace.length).split(':').map(decodeURIComponent)
    const [first, second, third] = parts
    if (first === undefined || second === undefined) return undefined
    if (parts.length === 2) return { kind: 'event', resource: first, action: second }
    if (parts.length !== 3 || third === undefined) return undefined
    return first === 'chat' && second === 'room' && room(third) === channel ? { kind: 'room', id: third } : undefined
// #endregion
