// consumer.ts, rejected by 06.2-rejects
// Errors of the handler are reported with the wrong kind.
  // #region 06.2-processOne
    await handle(entry)
    await commands.acknowledge(entry.id)
  // #endregion
