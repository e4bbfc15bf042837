// ioredis, rejected by 01.6-two
// It keeps connections in the module, and close() closes all of them.
  // #region given-close
  async function close(): Promise<void> {
    await Promise.all([...opened].map(end))
  }
  // #endregion

  // #region 01.5-open
  const client = new Redis(url, { commandTimeout: REPLY_MS, ...options })
  opened.add(client)
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
  // #endregion

  // #region 01.6-end
  if (client.status === 'ready') await client.quit().catch(() => {})
  else client.disconnect()
  // #endregion

// #region given-listener
const opened = new Set<Redis>()

type Listener = (message: string) => void
// #endregion
