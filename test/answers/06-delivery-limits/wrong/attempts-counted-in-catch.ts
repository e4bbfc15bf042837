// consumer.ts, rejected by 06.5-kills
// Failures are counted in memory, and one that has ended the process is never among them.
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
