// ioredis
// It reports every closed connection, including those that close() closes.
  // #region 01.5-open
  const client = new Redis(url, { commandTimeout: REPLY_MS, ...options })
  client.on('error', () => {})
  client.on('close', () => report({ kind: 'connection', error: new Error('The connection is closed.') }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
