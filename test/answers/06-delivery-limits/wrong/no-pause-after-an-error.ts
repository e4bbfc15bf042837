// consumer.ts, rejected by 06.4-loading
// It reports each error and tries again at once.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch (error) {
        tell(error)
      }
  // #endregion
