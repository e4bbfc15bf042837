// ioredis
// It publishes on three connections in turn.
  // #region 01.2-dispatch
  const more = [publisher, await open(url, report), await open(url, report)]
  let turn = 0
  subscriber.on('message', (channel: string, payload: string) => {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion

    // #region 01.1-publish
    return await more[turn++ % more.length]!.publish(channel, text)
    // #endregion

  // #region given-close
  async function close(): Promise<void> {
    await Promise.all([...more, subscriber].map(end))
  }
  // #endregion
