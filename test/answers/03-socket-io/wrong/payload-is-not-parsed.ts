// gateway, rejected by 03.1-everyone
// It takes the payload for the value.
// #region 03.1-onBroadcast
    try {
      localSockets().emit('message', readMessage(payload))
    } catch (error) {
      report({ kind: 'payload', error, channel, payload })
    }
// #endregion
