// ioredis, rejected by 01.2-each-its-own
// It calls all handlers for every message, whatever the channel.
  // #region 01.2-dispatch
  subscriber.on('message', (_channel: string, payload: string) => {
    for (const ofChannel of listeners.values()) {
      for (const listener of ofChannel.values()) listener(payload)
    }
  })
  // #endregion
