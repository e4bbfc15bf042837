// node-redis, rejected by 06.5-refused
// MULTI does not roll back: XADD is refused, and XACK runs.
  // #region 06.5-moveToDeadLetter
    await client.multi().xAdd(deadLetter, '*', letter).xAck(stream, group, id).exec()
  // #endregion
