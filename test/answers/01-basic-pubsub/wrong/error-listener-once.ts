// node-redis, rejected by 01.5-rst
// The first lost connection is seen, and the next one ends the process.
  // #region 01.5-open
  const client = create(url)
  client.once('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
