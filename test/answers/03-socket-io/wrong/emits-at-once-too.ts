// gateway, rejected by 03.1-everybody
// The own browsers are to have it faster; they have it twice.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    const message = newMessage(socket.data.user, text)
    io.emit('message', message)
    await pubsub.publishJson(broadcast, message)
    return undefined
    // #endregion
