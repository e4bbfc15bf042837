// ioredis, rejected by 01.5-fin
// For ioredis, a connection that the other side ends in good order is no error.
  // #region 01.5-open
  const client = new Redis(url)
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
