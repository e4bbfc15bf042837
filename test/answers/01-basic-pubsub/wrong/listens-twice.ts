// ioredis, rejected by 01.2-arrives
// It adds the `message` listener twice.
  // #region 01.2-dispatch
  for (let time = 0; time < 2; time++) {
    subscriber.on('message', (channel: string, payload: string) => {
      for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
    })
  }
  // #endregion
