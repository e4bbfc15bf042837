// node-redis, rejected by 01.5-rst and 01.5-fin and 01.5-away
// The listener for `error` is there to keep the process alive, and tells nobody.
  // #region 01.5-open
  const client = create(url)
  client.on('error', () => {})
  await client.connect()
  void report
  return client
  // #endregion
