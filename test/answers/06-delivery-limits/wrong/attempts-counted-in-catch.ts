// consumer.ts, rejected by 06.5-kills
// It counts failures in memory, where a crash of the process is never counted.
  // #region 06.5-failed
    const counts = options as { failures?: Map<string, number> }
    counts.failures ??= new Map()
    const failures = (counts.failures.get(entry.id) ?? 0) + 1
    counts.failures.set(entry.id, failures)
    if (failures >= maxAttempts) await giveUp({ ...entry, attempt: failures }, reasonOf(error))
  // #endregion
  // #region 06.5-processAgain
    await processOne(entry)
  // #endregion
