// consumer.ts, rejected by 06.4-loading
// The loop doesn't wait for the pause, so it sends thousands of commands a second.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch (error) {
        void recover(error)
      }
  // #endregion
