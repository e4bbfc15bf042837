// ioredis, rejected by 01.2-as-sent
// It decodes channel names as one byte for each character.
  // #region 01.2-dispatch
  subscriber.on('messageBuffer', (name: Buffer, payload: Buffer) => {
    const channel = name.toString('latin1')
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload.toString())
  })
  // #endregion
