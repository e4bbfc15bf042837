// node-redis
// `reconnecting` follows every failure, so that is what it reports. It pings, and has no time limit for commands.
  // #region 01.5-open
  const client = createClient({ url, pingInterval: 1000, commandOptions: { timeout: undefined } })
  client.on('error', () => {})
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('lost') }))
  await client.connect()
  return client
  // #endregion
