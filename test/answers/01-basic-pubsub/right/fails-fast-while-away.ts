// node-redis
// While Redis is down, every command rejects at once instead of waiting in a queue.
  // #region 01.5-open
  const client = createClient({ url, disableOfflineQueue: true })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
