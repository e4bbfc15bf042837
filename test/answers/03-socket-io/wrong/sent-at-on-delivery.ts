// gateway, rejected by 03.1-listening
// Every server stamps the time at which it hands the message out.
    // #region 03.1-onBroadcast
    const message = read(payload, channel, readMessage)
    if (message) here().emit('message', { ...message, sentAt: new Date().toISOString() })
    // #endregion
