// node-redis, rejected by 06.5-rejects
// The entry is in the dead-letter stream and stays pending, so it comes again.
  // #region 06.5-moveToDeadLetter
    await client.xAdd(deadLetter, '*', letter)
  // #endregion
