// consumer.ts with node-redis, rejected by 06.4-fin
// The first error ends the loop, and nothing reports it.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch {
        return
      }
  // #endregion
