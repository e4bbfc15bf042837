// ioredis, rejected by 06.2-afterwards
// The entry is acknowledged before the work has begun.
  // #region 06.2-workOn
    await commands.xack(stream, group, entry.id)
    try {
      await handle(entry)
    } catch (error) {
      await failed(entry, error)
    }
  // #endregion
