// gateway, rejected by 03.1-everyone
// It leaves out the tabs of the sender.
// #region 03.1-onBroadcast
    const message = decode(payload, channel, readMessage, report)
    if (message) localSockets().except(userRoom(message.from.id)).emit('message', message)
// #endregion
