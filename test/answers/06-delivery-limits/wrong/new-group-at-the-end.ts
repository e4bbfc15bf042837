// consumer.ts, rejected by 06.7-emptied
// After creating the group again, it reads the new entries and drops them.
  // #region 06.7-recover
    if (isRefusal(error, 'NOGROUP')) {
      await join().catch(tell)
      await commands.read()
    }
  // #endregion
