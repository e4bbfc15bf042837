// ioredis, rejected by 01.5-away
// ioredis's connect() rejects after the first attempt.
  // #region 01.5-open
  const client = new Redis(url, { lazyConnect: true })
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  await client.connect()
  return client
  // #endregion
