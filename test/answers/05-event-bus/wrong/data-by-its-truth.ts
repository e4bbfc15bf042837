// envelope, rejected by 05.1-handed
// null, 0, false and the empty string count as missing.
    // #region 05.1-read
    const value = JSON.parse(text)
    if (!isRecord(value)) throw new TypeError('no object')
    const { id, event, timestamp, data, key } = value
    if (!id || typeof id !== 'string' || event !== name || !data) throw new TypeError('no event')
    if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) throw new TypeError('no date')
    if (key !== undefined && typeof key !== 'string') throw new TypeError('no key')
    return value as unknown as Envelope
    // #endregion

    // #region given-key
    // #endregion
