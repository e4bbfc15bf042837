// node-redis, rejected by 01.5-fin and 01.5-rst
// It reports a lost connection, but does not reconnect.
  // #region 01.5-open
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
