// consumer.ts, rejected by 06.4-loading
// Whatever fails is tried again and never reported.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch {
        await pause(RETRY_MS)
      }
  // #endregion
