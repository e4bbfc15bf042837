// consumer.ts, rejected by 06.3-all-pages
// It looks for pending entries only once, so it sees no more than the first page.
  // #region 06.3-takeOver
    const state = commands as { looked?: boolean }
    if (state.looked) return
    state.looked = true
    for (const { id, deliveries } of await commands.idle()) {
      if (closing) return
      const fields = await commands.claim(id)
      if (fields) await processAgain({ id, fields, attempt: deliveries + 1 })
    }
  // #endregion
