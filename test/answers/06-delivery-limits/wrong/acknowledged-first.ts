// consumer.ts, rejected by 06.2-afterwards
// The entry is acknowledged before it is handled.
  // #region 06.2-processOne
    await commands.acknowledge(entry.id)
    try {
      await handle(entry)
    } catch (error) {
      await failed(entry, error)
    }
  // #endregion
