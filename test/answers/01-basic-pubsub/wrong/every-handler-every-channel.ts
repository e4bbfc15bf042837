// ioredis, rejected by 01.2-each-its-own
// `message` is one event for all channels, and who asked for which is forgotten.
  // #region 01.2-dispatch
  subscriber.on('message', (_channel: string, payload: string) => {
    for (const ofChannel of listeners.values()) {
      for (const listener of ofChannel.values()) listener(payload)
    }
  })
  // #endregion
