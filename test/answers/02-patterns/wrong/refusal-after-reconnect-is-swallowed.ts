// ioredis, rejected by 02.1-lost-refused
// So that no rejection ends the process, all of them are thrown away.
// #region 02.1-resubscribe
  patterns.on('ready', () => {
    for (const pattern of handlers.keys()) patterns.psubscribe(pattern).catch(() => {})
  })
// #endregion
