// requests, rejected by 03.1-everyone
// It also emits the message at once, so the browsers of the same server receive it twice.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    const message = newMessage(socket, text)
    options.io.emit('message', message)
    await pubsub.publishJson(channels.broadcast, message)
    return OK
// #endregion
