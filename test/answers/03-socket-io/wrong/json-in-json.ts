// requests, rejected by 03.1-published
// publishJson() already converts the value to JSON.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    await pubsub.publishJson(channels.broadcast, JSON.stringify(newMessage(socket, text)))
    return OK
// #endregion
