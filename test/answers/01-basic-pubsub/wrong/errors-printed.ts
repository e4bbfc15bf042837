// ioredis, rejected by 01.5-rst and 01.5-fin and 01.5-away
// It logs errors instead of reporting them.
  // #region 01.5-open
  const client = new Redis(url)
  client.on('error', (error: Error) => console.error('Redis:', error.message))
  client.on('reconnecting', () => console.log('Redis: reconnecting'))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  void report
  return client
  // #endregion
