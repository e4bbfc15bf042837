// channels.ts, rejected by 02.2-strangers
// With the flag m, ^ and $ match at the ends of a line.
// #region 02.2-read
    if (!channel.startsWith(namespace)) return undefined
    const name = channel.slice(namespace.length)
    const parts = (/^chat:room:[^:]*$/m.exec(name)?.[0] ?? name).split(':')
    const [first, second, third] = parts.map(decode)
    if (first === undefined || second === undefined) return undefined
    if (parts.length === 2) return { kind: 'event', resource: first, action: second }
    if (parts.length > 3 || third === undefined) return undefined
    return first === 'chat' && second === 'room' ? { kind: 'room', id: third } : undefined
// #endregion
// #region 02.5-parse
    return parsed
// #endregion
