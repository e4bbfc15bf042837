// node-redis, rejected by 06.5-crash-between
// A consumer that is killed between the two commands has lost the entry.
  // #region 06.5-moveToDeadLetter
    await client.xAck(stream, group, id)
    await client.xAdd(deadLetter, '*', letter)
  // #endregion
