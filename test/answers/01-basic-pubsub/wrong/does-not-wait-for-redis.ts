// ioredis, rejected by 01.5-away
// `new Redis` is taken for a connection.
  // #region 01.5-open
  const client = new Redis(url)
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  return client
  // #endregion
