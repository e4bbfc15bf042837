// ioredis, rejected by 06.4-takes-no-more
// What is abandoned is taken over to the last one, though close() was called long before.
  // #region 06.3-takeOver
    let from = '-'
    for (;;) {
      const page = (await commands.xpending(stream, group, 'IDLE', idleMs, from, '+', PAGE)) as Pending[]
      for (const [id, , , deliveries] of page) {
        await takeOne(id, deliveries)
      }
      if (page.length < PAGE) return
      from = `(${page.at(-1)![0]}`
    }
  // #endregion
