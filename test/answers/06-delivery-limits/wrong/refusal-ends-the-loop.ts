// consumer.ts, rejected by 06.4-loading
// It ends the loop on LOADING and READONLY, as if they were permanent.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch (error) {
        if (isRefusal(error, 'LOADING') || isRefusal(error, 'READONLY')) return tell(error)
        await recover(error)
      }
  // #endregion
