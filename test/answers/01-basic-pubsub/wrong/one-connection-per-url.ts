// node-redis, rejected by 01.2-two
// Connections are kept by URL and handed to everybody who asks again: one close() ends them for all.
  // #region 01.5-open
  const known = clients.get(url)
  const client = known && known.length > 1 ? known[turn++ % 2]! : create(url)
  if (client.isOpen) return client
  clients.set(url, [...(known ?? []), client])
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion

// #region 01.6-end
const clients = new Map<string, Client[]>()
let turn = 0

async function end(client: Client): Promise<void> {
  clients.clear()
  if (!client.isOpen) return
  if (client.isReady) await client.close()
  else client.destroy()
}
// #endregion
