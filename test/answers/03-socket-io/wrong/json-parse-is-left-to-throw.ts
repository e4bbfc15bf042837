// gateway, rejected by 03.1-bad-text
// It lets JSON.parse throw, so the error is reported with kind `handler`.
// #region 03.1-onBroadcast
    const value: unknown = JSON.parse(payload)
    const message = decode(JSON.stringify(value), channel, readMessage, report)
    if (message) localSockets().emit('message', message)
// #endregion
