// requests, rejected by 03.1-everyone
// It also emits the message at once, so the browsers of the same server receive it twice.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    const message = newMessage(socket, text)
    options.io.emit('message', message)
    await pubsub.publishJson(channels.broadcast, message)
    return OK
// #endregion
