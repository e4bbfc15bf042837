// ioredis, rejected by 01.2-two
// It keeps the handlers in the module, so all instances share them.
  // #region 01.2-dispatch
  subscriber.on('message', (channel: string, payload: string) => {
    for (const listener of all.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion

  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = all.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    all.set(channel, ofChannel)
    listeners.set(channel, ofChannel)
    await subscriber.subscribe(channel)
  }
  // #endregion

// #region given-listener
const all = new Map<string, Map<Handler<never>, Listener>>()

type Listener = (message: string) => void
// #endregion
