// node-redis, rejected by 01.5-rst
// That something happened is reported, and not what.
  // #region 01.5-open
  const client = create(url)
  client.on('error', () => report({ kind: 'connection', error: undefined }))
  await client.connect()
  return client
  // #endregion
