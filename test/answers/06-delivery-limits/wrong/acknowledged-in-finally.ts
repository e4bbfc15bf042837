// consumer.ts, rejected by 06.2-rejects
// Entries that have failed are acknowledged, too.
  // #region 06.2-processOne
    try {
      await handle(entry)
    } catch (error) {
      await failed(entry, error)
    } finally {
      await commands.acknowledge(entry.id)
    }
  // #endregion
