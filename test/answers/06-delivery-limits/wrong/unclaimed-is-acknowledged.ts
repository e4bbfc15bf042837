// consumer.ts, rejected by 06.3-one-gets-it
// It acknowledges an entry that it could not claim, although another consumer is handling it.
  // #region 06.3-takeOver
    for (const { id, deliveries } of await commands.idle()) {
      if (closing) return
      const fields = await commands.claim(id)
      if (fields) await processAgain({ id, fields, attempt: deliveries + 1 })
      else await commands.acknowledge(id)
    }
  // #endregion
