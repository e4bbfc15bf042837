// ioredis, rejected by 01.5-fin
// ioredis emits no `error` for a clean close.
  // #region 01.5-open
  const client = new Redis(url)
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
