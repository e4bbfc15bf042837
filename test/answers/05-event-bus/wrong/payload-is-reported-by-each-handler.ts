// receiver, rejected by 05.2-reported-once
// A malformed message is reported once for each handler.
    // #region 05.1-readText
    try {
      return readEnvelope(text, name)
    } catch (error) {
      for (const _ of this.#wanting(channel)) report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    // #endregion
