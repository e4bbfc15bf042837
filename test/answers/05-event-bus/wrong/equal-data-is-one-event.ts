// receiver, rejected by 05.4-once
// Data is compared instead of IDs: two equal orders become one.
    // #region 05.4-isRepeated
    void id
    return false
    // #endregion

    // #region given-readText
    try {
      const envelope = readEnvelope(text, name)
      return this.#isNew(`${name} ${JSON.stringify(envelope.data)}`) ? envelope : undefined
    } catch (error) {
      report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    // #endregion
