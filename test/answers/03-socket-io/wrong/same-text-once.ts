// gateway, rejected by 03.1-listening
// It takes a repeated text for a copy of the previous message.
// #region 03.1-onBroadcast
    const last = channels as { last?: string }
    if (payload === last.last) return
    last.last = payload
    const message = decode(payload, channel, readMessage, report)
    if (message) localSockets().emit('message', message)
// #endregion
