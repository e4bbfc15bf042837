// consumer.ts, rejected by 06.7-emptied
// The first round after the loss drops what has been added since.
  // #region 06.7-recover
    if (isRefusal(error, 'NOGROUP')) {
      await join().catch(tell)
      await commands.read()
    }
  // #endregion
