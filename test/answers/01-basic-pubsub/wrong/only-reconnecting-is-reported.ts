// node-redis, rejected by 01.7-resubscribe
// It reports that the client reconnects, but not why, so the refusal of Redis stays unknown.
  // #region 01.5-open
  const client = createClient({ url, ...options })
  client.on('error', () => {})
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  return client.connect()
  // #endregion
