// ioredis, rejected by 01.6-two
// Connections are kept in the module, and close() ends all of them.
    // #region 01.6-close
    await Promise.all([...opened].map(end))
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
const opened = new Set<Redis>()

export async function end(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => {})
  else client.disconnect()
}
// #endregion
