// deliveries, rejected by 03.1-bad-text
// It accepts a date of any type.
// #region 03.1-onBroadcast
    const message = decode(payload, channel, (value) => {
      const sentAt = Object(value).sentAt as string
      return readMessage(Array.isArray(value) ? value : Object(value) === value ? { ...value, sentAt: `${sentAt}` } : value)
    }, report)
    if (message) localSockets().emit('message', message)
// #endregion
