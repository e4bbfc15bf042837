// node-redis, rejected by 01.5-rst and 01.5-fin
// It reports the error and then throws it again.
  // #region 01.5-open
  const client = createClient({ url })
  client.on('error', (error: Error) => {
    report({ kind: 'connection', error })
    throw error
  })
  await client.connect()
  return client
  // #endregion
