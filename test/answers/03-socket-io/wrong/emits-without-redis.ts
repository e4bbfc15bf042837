// requests, rejected by 03.1-everyone
// Only the browsers of the same server receive the message.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    options.io.emit('message', newMessage(socket, text))
    return OK
// #endregion
