// node-redis, rejected by 01.5-away
// Redis was away for longer than anybody had thought.
  // #region 01.5-open
  const reconnectStrategy = (retries: number) => (retries < 2 ? 20 : new Error('Redis is away'))
  const client = createClient({ url, socket: { reconnectStrategy } })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client as unknown as Client
  // #endregion
