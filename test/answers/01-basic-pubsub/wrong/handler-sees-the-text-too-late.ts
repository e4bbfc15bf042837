// ioredis, rejected by 01.2-as-sent
// It delivers later, from one slot for each channel, so only the last message of a burst is left.
  // #region 01.2-dispatch
  const slots = new Map<string, string>()
  subscriber.on('message', (channel: string, payload: string) => {
    const waiting = slots.has(channel)
    slots.set(channel, payload)
    if (waiting) return
    setImmediate(() => {
      const latest = slots.get(channel) ?? ''
      slots.delete(channel)
      for (const listener of listeners.get(channel)?.values() ?? []) listener(latest)
    })
  })
  // #endregion
