// node-redis, rejected by 01.5-rst and 01.5-fin
// What is reported is thrown as well.
  // #region 01.5-open
  const client = create(url)
  client.on('error', (error: Error) => {
    report({ kind: 'connection', error })
    throw error
  })
  await client.connect()
  return client
  // #endregion
