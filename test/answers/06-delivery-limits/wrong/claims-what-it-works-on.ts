// ioredis, rejected by 06.3-crashed
// Before each entry it is claimed once more, without JUSTID: one delivery that Redis counts, and no handler has seen.
  // #region 06.2-workOn
    await commands.xclaim(stream, group, name, 0, entry.id)
    try {
      await handle(entry)
    } catch (error) {
      return failed(entry, error)
    }
    await acknowledge(entry.id)
  // #endregion
