// consumer.ts with node-redis, rejected by 06.4-rst
// Each lost connection starts another loop, and all of them handle entries at the same time.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch (error) {
        await recover(error)
        void run()
      }
  // #endregion
