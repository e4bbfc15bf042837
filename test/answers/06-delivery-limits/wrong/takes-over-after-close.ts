// consumer.ts, rejected by 06.4-takes-no-more
// It keeps taking over abandoned entries after close() was called.
  // #region 06.3-takeOver
    for (const { id, deliveries } of await commands.idle()) {
      const fields = await commands.claim(id)
      if (fields) await processAgain({ id, fields, attempt: deliveries + 1 })
    }
  // #endregion
