// node-redis
// What is published while Redis is away is refused at once, and not kept for later.
  // #region 01.5-open
  const client = createClient({ url, disableOfflineQueue: true })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client as unknown as Client
  // #endregion
