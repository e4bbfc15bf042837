// receiver, rejected by 05.1-no-event
// The reported payload differs from the message.
    // #region given-readText
    try {
      return readEnvelope(text, name)
    } catch (error) {
      report({ kind: 'payload', error, channel, payload: text.slice(0, 20) })
      return undefined
    }
    // #endregion
