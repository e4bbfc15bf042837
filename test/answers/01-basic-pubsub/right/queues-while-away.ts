// ioredis
// While Redis is down, messages wait in a queue until their time limit.
  // #region 01.5-open
  const client = new Redis(url, { commandTimeout: REPLY_MS, ...options, enableOfflineQueue: true })
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
