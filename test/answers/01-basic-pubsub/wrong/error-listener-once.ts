// node-redis, rejected by 01.5-rst
// It handles only the first lost connection, so the next one ends the process.
  // #region 01.5-open
  const client = createClient({ url })
  client.once('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
