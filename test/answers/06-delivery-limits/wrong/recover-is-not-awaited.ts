// consumer.ts, rejected by 06.4-loading
// While Redis refuses, the loop sends command after command without a pause.
  // #region 06.4-run
      try {
        await takeOver()
        if (!closing) await processAll(await commands.read())
      } catch (error) {
        void recover(error)
      }
  // #endregion
