// envelope, rejected by 05.1-no-event
// Any string counts as a date.
    // #region 05.1-read
    const value = JSON.parse(text)
    if (!isRecord(value)) throw new TypeError('no object')
    const { id, event, timestamp, data, key } = value
    if (typeof id !== 'string' || id === '' || event !== name || data === undefined) throw new TypeError(name)
    if (typeof timestamp !== 'string') throw new TypeError('no date')
    if (key !== undefined && typeof key !== 'string') throw new TypeError('no key')
    return value as unknown as Envelope
    // #endregion

    // #region given-key
    // #endregion
