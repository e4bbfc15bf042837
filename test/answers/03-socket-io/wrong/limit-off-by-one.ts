// requests, rejected by 03.1-as-sent
// It refuses a text with exactly 2,000 characters.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT - 1)) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, payload.text))
    return OK
// #endregion
