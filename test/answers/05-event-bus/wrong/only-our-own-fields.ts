// envelope, rejected by 05.1-others
// An event with an additional field is refused.
    // #region 05.1-read
    const value = JSON.parse(text)
    if (!isRecord(value)) throw new TypeError('no object')
    const { id, event, timestamp, data, key, ...more } = value
    if (Object.keys(more).length > 0) throw new TypeError('too much')
    if (typeof id !== 'string' || id === '' || event !== name || data === undefined) throw new TypeError(name)
    if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) throw new TypeError('no date')
    if (key === undefined) return { id, event: name, timestamp, data }
    if (typeof key !== 'string') throw new TypeError('no key')
    return { id, event: name, timestamp, data, key }
    // #endregion

    // #region given-key
    // #endregion
