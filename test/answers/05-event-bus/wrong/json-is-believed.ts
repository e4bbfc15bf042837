// envelope, rejected by 05.1-no-event
// What can be parsed and is an object is taken for an event.
    // #region 05.1-read
    const value = JSON.parse(text)
    if (!isRecord(value)) throw new TypeError('no object')
    return value as unknown as Envelope
    // #endregion
