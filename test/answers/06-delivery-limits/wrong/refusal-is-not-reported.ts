// consumer.ts, rejected by 06.4-loading
// It tries again after every error, and never reports one.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch {
        await pause(RETRY_MS)
      }
  // #endregion
