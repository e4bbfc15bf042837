// node-redis, rejected by 01.4-one
// The listener is kept by handler, without the channel: the second channel replaces the first.
  // #region given-listeners
  type Listener = (message: string, channel: string) => void
  const { listeners } = createListeners()
  const inTurn = createTurns()
  const kept = new Map<Handler<never>, { channel: string; listener: Listener }>()
  function remember(channel: string, handler: Handler<never>, listener: Listener): Listener {
    const before = kept.get(handler)
    const one = before?.channel === channel ? before.listener : listener
    kept.set(handler, { channel, listener: one })
    return one
  }
  function forget(_channel: string, handler: Handler<never>): Listener | undefined {
    const one = kept.get(handler)
    kept.delete(handler)
    return one?.listener
  }
  // #endregion
