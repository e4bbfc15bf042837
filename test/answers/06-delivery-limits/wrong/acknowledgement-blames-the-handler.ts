// consumer.ts, rejected by 06.4-demoted
// If XACK fails, the handler is reported to have failed.
  // #region 06.2-processOne
    try {
      await handle(entry)
      await commands.acknowledge(entry.id)
    } catch (error) {
      await failed(entry, error)
    }
  // #endregion
