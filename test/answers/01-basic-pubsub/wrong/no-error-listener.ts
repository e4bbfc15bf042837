// node-redis, rejected by 01.5-rst and 01.5-fin and 01.5-away
// Nothing listens for `error`.
  // #region 01.5-open
  const client = createClient({ url })
  await client.connect()
  void report
  return client
  // #endregion
