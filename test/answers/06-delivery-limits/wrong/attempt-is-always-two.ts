// consumer.ts, rejected by 06.3-own
// The attempt is made up instead of taken from Redis.
  // #region 06.3-takeOver
    for (const { id, deliveries } of await commands.idle()) {
      if (closing) return
      const fields = await commands.claim(id)
      if (fields) await processAgain({ id, fields, attempt: 2 })
    }
  // #endregion
