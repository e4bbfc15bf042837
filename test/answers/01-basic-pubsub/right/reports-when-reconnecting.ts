// node-redis
// `reconnecting` follows every failure, so it reports the last error then. It pings, and has no time limit for commands.
  // #region 01.5-open
  let last: unknown
  const client = createClient({ url, pingInterval: 1000, commandOptions: { timeout: undefined } })
  client.on('error', (error: unknown) => {
    last = error
  })
  client.on('reconnecting', () => report({ kind: 'connection', error: last ?? new Error('lost') }))
  await client.connect()
  return client
  // #endregion
