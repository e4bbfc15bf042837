// gateway, rejected by 03.1-bad-text
// It takes every valid JSON value for a message.
// #region 03.1-onBroadcast
    const message = decode(payload, channel, (value) => value as ReturnType<typeof readMessage>, report)
    if (message !== undefined) localSockets().emit('message', message)
// #endregion
