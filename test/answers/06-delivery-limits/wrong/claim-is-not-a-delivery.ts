// consumer.ts, rejected by 06.3-crashed
// The attempt is the count from before the claim, which is a delivery, too.
  // #region 06.3-takeOver
    for (const { id, deliveries } of await commands.idle()) {
      if (closing) return
      const fields = await commands.claim(id)
      if (fields) await processAgain({ id, fields, attempt: deliveries })
    }
  // #endregion
