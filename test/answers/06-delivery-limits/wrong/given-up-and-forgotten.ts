// ioredis, rejected by 06.5-rejects
// After the last attempt, it acknowledges the entry without moving it.
  // #region 06.5-moveToDeadLetter
    await client.xack(stream, group, id)
  // #endregion
