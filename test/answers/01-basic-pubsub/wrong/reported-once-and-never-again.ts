// ioredis, rejected by 01.5-away
// It reports only the first failure.
  // #region 01.5-open
  const client = new Redis(url)
  let told = false
  const tell = (error: Error) => {
    if (!told) report({ kind: 'connection', error })
    told = true
  }
  client.on('error', tell)
  client.on('reconnecting', () => tell(new Error('The connection is lost.')))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion
