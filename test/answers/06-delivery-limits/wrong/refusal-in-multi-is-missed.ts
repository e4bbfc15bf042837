// ioredis, rejected by 06.5-refused
// exec() resolves although XADD was refused: the entry is lost, and nothing reports it.
  // #region 06.5-moveToDeadLetter
    await client
      .multi()
      .xadd(deadLetter, '*', ...Object.entries(letter).flat())
      .xack(stream, group, id)
      .exec()
  // #endregion
