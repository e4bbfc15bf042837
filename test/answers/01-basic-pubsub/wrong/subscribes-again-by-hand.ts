// node-redis, rejected by 01.5-rst
// The client has subscribed again already: now there are two listeners.
  // #region 01.5-open
  const client = create(url)
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  client.on('ready', () => {
    for (const [channel, again] of wanted) void client.subscribe(channel, (payload) => again(payload))
  })
  return client
  // #endregion

  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const one = ofChannel.get(handler) ?? listener
    listeners.set(channel, ofChannel.set(handler, one))
    wanted.push([channel, one])
    await subscriber.subscribe(channel, one)
  }
  // #endregion

// #region 01.6-end
const wanted: [channel: string, listener: Listener][] = []

async function end(client: Client): Promise<void> {
  if (!client.isOpen) return
  if (client.isReady) await client.close()
  else client.destroy()
}
// #endregion
