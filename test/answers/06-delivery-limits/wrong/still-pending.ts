// node-redis, rejected by 06.5-rejects
// It moves the entry but does not acknowledge it, so the entry is delivered again.
  // #region 06.5-moveToDeadLetter
    await client.xAdd(deadLetter, '*', letter)
  // #endregion
