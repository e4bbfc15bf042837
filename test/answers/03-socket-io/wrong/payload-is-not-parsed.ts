// deliveries, rejected by 03.1-everyone
// It takes the payload for the value.
// #region 03.1-onBroadcast
    const message = readMessage(payload)
    if (message) localSockets().emit('message', message)
    else report({ kind: 'payload', error: new Error('malformed'), channel, payload })
// #endregion
