// receiver, rejected by 05.2-reported-once
// A text that is malformed is reported once for each handler of its event.
    // #region 05.1-readText
    try {
      return readEnvelope(text, name)
    } catch (error) {
      for (const _ of this.#wanting(channel)) report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    // #endregion
