// consumer.ts, rejected by 06.2-one-at-a-time
// The next handler starts while the one before it is still running.
  // #region 06.2-processOne
    const done = handle(entry).then(
      () => commands.acknowledge(entry.id),
      (error: unknown) => failed(entry, error),
    )
    await Promise.race([done, pause(0)])
  // #endregion
