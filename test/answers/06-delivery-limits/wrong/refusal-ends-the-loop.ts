// consumer.ts, rejected by 06.4-loading
// Only a lost connection is expected to pass.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch (error) {
        if (isRefusal(error, 'LOADING') || isRefusal(error, 'READONLY')) return tell(error)
        await recover(error)
      }
  // #endregion
