// requests, rejected by 03.1-as-sent
// It trims the text.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text.trim()
    if (text === '') return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
// #endregion
