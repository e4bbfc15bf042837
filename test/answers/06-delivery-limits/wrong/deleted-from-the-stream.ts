// ioredis, rejected by 06.5-rejects
// The entry is deleted, and other groups never get it.
  // #region 06.5-moveToDeadLetter
    await client.xadd(deadLetter, '*', ...Object.entries(letter).flat())
    await client.xack(stream, group, id)
    await client.xdel(stream, id)
  // #endregion
