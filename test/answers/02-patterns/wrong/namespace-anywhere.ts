// channels.ts, rejected by 02.2-strangers
// It looks for the namespace anywhere in the name.
// #region 02.2-read
    const at = channel.lastIndexOf(namespace)
    if (at < 0) return undefined
    const parts = (namespace === '' ? channel : channel.slice(at + namespace.length)).split(':')
    const [first, second, third] = parts.map(decode)
    if (first === undefined || second === undefined) return undefined
    if (parts.length === 2) return { kind: 'event', resource: first, action: second }
    if (parts.length > 3 || third === undefined) return undefined
    return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
// #endregion
// #region 02.5-parse
    return parsed
// #endregion
