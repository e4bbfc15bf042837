// consumer.ts, rejected by 06.3-one-gets-it
// It handles entries that it couldn't claim.
  // #region 06.3-takeOver
    for (const { id, deliveries } of await commands.idle()) {
      if (closing) return
      const fields = await commands.claim(id)
      await processAgain({ id, fields: fields!, attempt: deliveries + 1 })
    }
  // #endregion
