// node-redis, rejected by 06.2-one-at-a-time
// The next handler begins when the one before it has been at work for a moment.
  // #region 06.2-workOn
    const done = handle(entry).then(
      () => acknowledge(entry.id),
      (error: unknown) => failed(entry, error),
    )
    await Promise.race([done, pause(0)])
  // #endregion
