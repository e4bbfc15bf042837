// envelope, rejected by 05.1-no-event
// Any JSON object counts as an event.
    // #region 05.1-read
    const value = JSON.parse(text)
    if (!isRecord(value)) throw new TypeError('no object')
    return value as unknown as Envelope
    // #endregion

    // #region given-key
    // #endregion
