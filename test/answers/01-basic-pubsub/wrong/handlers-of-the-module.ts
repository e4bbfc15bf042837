// ioredis, rejected by 01.2-two
// The handlers are kept in the module, so all instances share them.
  // #region 01.2-dispatch
  subscriber.on('message', (channel: string, payload: string) => {
    for (const listener of all.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion

  // #region 01.2-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = all.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    all.set(channel, ofChannel)
    listeners.set(channel, ofChannel)
    await subscriber.subscribe(channel)
  }
  // #endregion

// #region 01.6-end
const all = new Map<string, Map<Handler<never>, Listener>>()

async function end(client: Redis): Promise<void> {
  if (client.status === 'ready') await client.quit().catch(() => client.disconnect())
  else client.disconnect()
}
// #endregion
