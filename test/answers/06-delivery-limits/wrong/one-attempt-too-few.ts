// consumer.ts, rejected by 06.5-rejects and 06.5-kills
// The claim counts as an attempt that has failed already.
  // #region 06.5-processAgain
    if (entry.attempt < maxAttempts) return processOne(entry)
    const attempt = entry.attempt - 1
    const error = new Error(`delivered ${attempt} times, never acknowledged`)
    report({ kind: 'handler', error, channel: stream })
    await giveUp({ ...entry, attempt }, error.message)
  // #endregion
