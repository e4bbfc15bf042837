// node-redis, rejected by 01.5-rst
// It reports a loss without the error.
  // #region 01.5-open
  const client = createClient({ url })
  client.on('error', () => report({ kind: 'connection', error: undefined }))
  await client.connect()
  return client
  // #endregion
