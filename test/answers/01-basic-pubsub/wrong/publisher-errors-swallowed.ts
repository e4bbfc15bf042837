// ioredis, rejected by 01.5-fin and 01.5-rst
// It reports losses of only one of its two connections.
  // #region 01.5-open
  const client = new Redis(url)
  opened += 1
  const tells = opened % 2 === 0
  client.on('error', () => {})
  client.on('reconnecting', () => {
    if (tells) report({ kind: 'connection', error: new Error('The connection is lost.') })
  })
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion

// #region given-listener
let opened = 0

type Listener = (message: string) => void
// #endregion
