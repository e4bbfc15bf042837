// status, rejected by 08.6-held
// What was not confirmed in time stays unconfirmed.
    // #region 08.5-confirms
    const entry = entries.get(id)
    if (!entry || entry.confirmed || performance.now() - entry.sentAt > answerWithinMs) return
    entry.confirmed = true
    published++
    unconfirmed--
    // #endregion
