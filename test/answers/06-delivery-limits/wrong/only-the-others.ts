// ioredis, rejected by 06.3-own
// Only what others have left is taken over, so what has failed here never comes again.
  // #region 06.3-takeOver
    let from = '-'
    for (;;) {
      const page = (await commands.xpending(stream, group, 'IDLE', idleMs, from, '+', PAGE)) as Pending[]
      for (const [id, consumer, , deliveries] of page) {
        if (closing) return
        if (consumer !== name) await takeOne(id, deliveries)
      }
      if (page.length < PAGE) return
      from = `(${page.at(-1)![0]}`
    }
  // #endregion
