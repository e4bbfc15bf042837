// ioredis
// The consumer reads and acknowledges on one connection, one after the other: nothing is ever sent behind a read.
  // #region 06.2-readNew
    const how = ['COUNT', count, 'BLOCK', blockMs] as const
    return entriesOf(await commands.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>'))
  // #endregion
