// requests, rejected by 03.1-everyone
// Only the browsers of the same server receive the message.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    options.io.emit('message', newMessage(socket, text))
    return OK
// #endregion
