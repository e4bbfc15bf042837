// ioredis, rejected by 01.5-fin and 01.5-rst
// Only one of two connections tells when it is lost.
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

// #region 01.6-end
let opened = 0

async function end(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => client.disconnect())
  else client.disconnect()
}
// #endregion
