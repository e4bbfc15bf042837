// gateway, rejected by 03.1-bad-text
// A date of any type is accepted.
// #region 03.1-onBroadcast
    const dated = (value: object) => ({ ...value, sentAt: String((value as { sentAt?: unknown }).sentAt) })
    const message = decode(
      payload,
      channel,
      (value) => readMessage(typeof value === 'object' && value && !Array.isArray(value) ? dated(value) : value),
      report,
    )
    if (message) localSockets().emit('message', message)
// #endregion
