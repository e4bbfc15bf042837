// ioredis, rejected by 01.4-during
// A handler that removes itself from the array makes the loop skip the next one.
  // #region 01.2-dispatch
  const lists = new Map<string, [Handler<never>, Listener][]>()
  subscriber.on('message', (channel: string, payload: string) => {
    for (const [, listener] of lists.get(channel) ?? []) listener(payload)
  })
  // #endregion

  // #region given-listen
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const list = lists.get(channel) ?? []
    lists.set(channel, list)
    if (!list.some(([known]) => known === handler)) list.push([handler, listener])
    await subscriber.subscribe(channel)
  }
  // #endregion

    // #region 01.4-unsubscribe
    const list = lists.get(channel) ?? []
    const at = list.findIndex(([known]) => known === handler)
    if (at < 0) return
    list.splice(at, 1)
    if (list.length === 0) await subscriber.unsubscribe(channel)
    // #endregion

    // #region 01.4-unsubscribeAll
    const channels = [...lists.keys()]
    lists.clear()
    if (channels.length > 0) await subscriber.unsubscribe(...channels)
    // #endregion
