// ioredis, rejected by 06.2-rejects
// What the handler throws goes up into the loop, and what was read with it is forgotten.
  // #region 06.2-workOn
    await handle(entry)
    acknowledge(entry.id)
  // #endregion
