// receiver, rejected by 05.1-no-event
// The payload in the report is not what has arrived.
    // #region 05.1-readText
    try {
      return readEnvelope(text, name)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload: text.slice(0, 20) })
      return undefined
    }
    // #endregion
