// ioredis, rejected by 01.5-away
// It returns after `new Redis`, before the connection is ready.
  // #region 01.5-open
  const client = new Redis(url)
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  return client
  // #endregion
