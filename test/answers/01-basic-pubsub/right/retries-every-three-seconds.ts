// node-redis
// It tries to reconnect every three seconds.
  // #region 01.5-open
  const client = createClient({ url, ...options, socket: { reconnectStrategy: 3000 } })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
