// ioredis, rejected by 01.5-rst
// Connected again, and nobody has subscribed again.
  // #region 01.5-open
  const client = new Redis(url, { autoResubscribe: false })
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
