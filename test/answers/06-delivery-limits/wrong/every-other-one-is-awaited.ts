// node-redis, rejected by 06.2-one-at-a-time
// Every other handler is waited for: two are at work.
  // #region 06.2-workOn
    const done = handle(entry).then(
      () => acknowledge(entry.id),
      (error: unknown) => failed(entry, error),
    )
    if (Number(entry.fields.n) % 2 === 1) await done
  // #endregion
