// gateway, rejected by 03.1-listening
// Every server sets the time at which it delivers the message.
// #region 03.1-onBroadcast
    const message = decode(payload, channel, readMessage, report)
    if (message) localSockets().emit('message', { ...message, sentAt: new Date().toISOString() })
// #endregion
