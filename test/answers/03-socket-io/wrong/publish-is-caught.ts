// requests, rejected by 03.1-unavailable
// It catches the rejection and acknowledges the message all the same.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text)).catch(() => 0)
    return OK
// #endregion
