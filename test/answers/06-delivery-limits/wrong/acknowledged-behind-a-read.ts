// ioredis, rejected by 06.2-own-connection
// One connection does all: what is sent while a read waits has to wait, too.
  // #region 06.2-readNew
    const how = ['COUNT', count, 'BLOCK', blockMs] as const
    return entriesOf(await commands.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>'))
  // #endregion
