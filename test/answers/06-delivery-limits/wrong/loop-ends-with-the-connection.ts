// consumer.ts with node-redis, rejected by 06.4-rst
// Nothing catches the rejection of a waiting read.
  // #region 06.4-run
      await takeOver()
      if (!closing) await processAll(await commands.read())
  // #endregion
