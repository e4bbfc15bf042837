// ioredis, rejected by 06.3-crashed
// A read that waits for ever leaves no time to look at what is pending.
  // #region 06.2-readNew
    const how = ['COUNT', count, 'BLOCK', 0] as const
    return entriesOf(await reader.xreadgroup('GROUP', group, name, ...how, 'STREAMS', stream, '>'))
  // #endregion
