// channels, rejected by 02.2-strangers
// The namespace is found wherever it stands.
// #region 02.2-parse
    if (!channel.includes(namespace)) return undefined
    return read(channel.replace(namespace, ''))
// #endregion
