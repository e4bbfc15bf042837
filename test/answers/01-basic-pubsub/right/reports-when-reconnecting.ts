// node-redis
// `reconnecting` comes after every failure, so that is what is reported; a keep-alive and no limit for commands.
  // #region 01.5-open
  const client = createClient({ url, pingInterval: 1000, commandOptions: { timeout: undefined } })
  client.on('error', () => {})
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('lost') }))
  await client.connect()
  return client as unknown as Client
  // #endregion
