// node-redis, rejected by 01.2-two
// Connections are shared by URL, so one close() ends them for all.
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
  clients.clear()
  if (client.isReady && client.isOpen) await client.close()
  else client.destroy()
  // #endregion

// #region given-client
const create = (url: string) => createClient({ url })
type Client = ReturnType<typeof create>
const clients = new Map<string, Client[]>()
let turn = 0
// #endregion
