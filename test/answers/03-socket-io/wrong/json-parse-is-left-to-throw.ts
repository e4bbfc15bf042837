// deliveries, rejected by 03.1-bad-text
// It lets JSON.parse throw, so the error is reported with kind `handler`.
// #region 03.1-onBroadcast
    const message = readMessage(JSON.parse(payload))
    if (message) localSockets().emit('message', message)
    else report({ kind: 'payload', error: new Error('malformed'), channel, payload })
// #endregion
