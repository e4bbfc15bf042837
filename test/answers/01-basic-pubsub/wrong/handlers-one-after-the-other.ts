// ioredis, rejected by 01.3-slow
// The next message waits until all handlers have finished with this one.
  // #region 01.2-dispatch
  let before: Promise<unknown> = Promise.resolve()
  subscriber.on('message', (channel: string, payload: string) => {
    before = before.then(async () => {
      for (const listener of listeners.get(channel)?.values() ?? []) await listener(payload)
    })
  })
  // #endregion

    // #region 01.3-run
    const call = async () => handler(message, channel)
    return call().catch((error: unknown) => report({ kind: 'handler', error, channel })) as never
    // #endregion

    // #region 01.3-subscribeJson
    await listen(channel, handler, (payload) => {
      try {
        JSON.parse(payload)
      } catch (error) {
        return report({ kind: 'payload', error, channel, payload })
      }
      return run(handler, JSON.parse(payload) as unknown, channel)
    })
    // #endregion
