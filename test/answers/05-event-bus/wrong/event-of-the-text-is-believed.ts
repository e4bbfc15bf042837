// envelope, rejected by 05.1-no-event and 05.4-pattern
// The envelope's own name is trusted, whatever the channel is.
    // #region 05.1-read
    const value = JSON.parse(text)
    if (!isRecord(value)) throw new TypeError('no object')
    const { id, event, timestamp, data, key } = value
    if (typeof id !== 'string' || id === '' || typeof event !== 'string' || data === undefined) throw new TypeError(name)
    if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) throw new TypeError('no date')
    if (key !== undefined && typeof key !== 'string') throw new TypeError('no key')
    return value as unknown as Envelope
    // #endregion

    // #region given-key
    // #endregion
