// node-redis, rejected by 01.5-fin and 01.5-rst
// A lost connection is reported, and stays lost.
  // #region 01.5-open
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client as unknown as Client
  // #endregion
