// requests, rejected by 03.1-unavailable
// It catches the rejection and acknowledges the message all the same.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text)).catch(() => 0)
    return OK
// #endregion
