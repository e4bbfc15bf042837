// node-redis, rejected by 01.5-away
// It gives up after two attempts.
  // #region 01.5-open
  const reconnectStrategy = (retries: number) => (retries < 2 ? 20 : new Error('Redis is away'))
  const client = createClient({ url, socket: { reconnectStrategy } })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
