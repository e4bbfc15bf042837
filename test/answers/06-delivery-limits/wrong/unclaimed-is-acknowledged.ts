// consumer.ts, rejected by 06.3-one-gets-it
// What cannot be claimed is acknowledged, though another consumer works on it.
  // #region 06.3-takeOver
    for (const { id, deliveries } of await commands.idle()) {
      if (closing) return
      const fields = await commands.claim(id)
      if (fields) await processAgain({ id, fields, attempt: deliveries + 1 })
      else await commands.acknowledge(id)
    }
  // #endregion
