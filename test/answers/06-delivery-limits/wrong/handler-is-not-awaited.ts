// consumer.ts, rejected by 06.2-one-at-a-time
// All entries of a read are handled at the same time.
  // #region 06.2-processOne
    handle(entry).then(
      () => commands.acknowledge(entry.id).catch(tell),
      (error: unknown) => failed(entry, error),
    )
  // #endregion
