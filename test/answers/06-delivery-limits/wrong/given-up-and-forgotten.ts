// ioredis, rejected by 06.5-rejects
// After the last attempt, the entry is acknowledged and gone.
  // #region 06.5-moveToDeadLetter
    await client.xack(stream, group, id)
  // #endregion
