// ioredis, rejected by 01.6-close
// `close` comes also when it was wanted.
  // #region 01.5-open
  const client = new Redis(url)
  client.on('error', () => {})
  client.on('close', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
