// consumer.ts, rejected by 06.5-kills
// It claims all entries first. Each time one crashes the process, those after it have used up an attempt.
  // #region 06.3-takeOver
    const taken: Entry[] = []
    for (const { id, deliveries } of await commands.idle()) {
      const fields = await commands.claim(id)
      if (fields) taken.push({ id, fields, attempt: deliveries + 1 })
    }
    for (const entry of taken) {
      if (!closing) await processAgain(entry)
    }
  // #endregion
