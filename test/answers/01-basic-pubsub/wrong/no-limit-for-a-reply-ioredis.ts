// ioredis, rejected by 01.7-silent
// It sets no commandTimeout, so a call waits for a frozen Redis forever.
  // #region 01.5-open
  const client = new Redis(url, options)
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
