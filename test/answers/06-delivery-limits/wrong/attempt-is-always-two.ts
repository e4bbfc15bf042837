// consumer.ts, rejected by 06.3-own
// It makes up the attempt instead of taking it from Redis.
  // #region 06.3-takeOver
    for (const { id, deliveries } of await commands.idle()) {
      if (closing) return
      const fields = await commands.claim(id)
      if (fields) await processAgain({ id, fields, attempt: 2 })
    }
  // #endregion
