// consumer.ts with node-redis, rejected by 06.4-rst
// Each lost connection starts another loop, and each handles an entry.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch (error) {
        await recover(error)
        void run()
      }
  // #endregion
