// node-redis, rejected by 01.5-rst and 01.5-fin and 01.5-away
// The `error` listener keeps the process alive, but reports nothing.
  // #region 01.5-open
  const client = createClient({ url })
  client.on('error', () => {})
  await client.connect()
  void report
  return client
  // #endregion
