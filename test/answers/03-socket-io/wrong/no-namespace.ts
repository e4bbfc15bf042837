// requests, rejected by 03.1-apart
// Two programs on one Redis receive each other's messages.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    await pubsub.publishJson('broadcast', newMessage(socket, text))
    return OK
// #endregion
