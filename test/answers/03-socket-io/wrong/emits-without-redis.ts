// gateway, rejected by 03.1-everybody
// Only the browsers of the same server hear of it.
    // #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return 'invalid'
    io.emit('message', newMessage(socket.data.user, text))
    return undefined
    // #endregion
