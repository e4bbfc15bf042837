// channels.ts, rejected by 02.2-strangers
// The namespace is looked for anywhere in the name.
// #region 02.2-parse
    const at = channel.lastIndexOf(namespace === '' ? '' : namespace)
    if (at < 0) return undefined
    return read(namespace === '' ? channel : channel.slice(at + namespace.length))
// #endregion
