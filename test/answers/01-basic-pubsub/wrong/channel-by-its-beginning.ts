// ioredis, rejected by 01.2-each-its-own
// It calls the handlers of every channel whose name begins in the same way.
  // #region 01.2-dispatch
  subscriber.on('message', (channel: string, payload: string) => {
    for (const [name, ofChannel] of listeners) {
      if (!channel.startsWith(name.split(':')[0] ?? '')) continue
      for (const listener of ofChannel.values()) listener(payload)
    }
  })
  // #endregion
