// requests, rejected by 03.2-from
// It takes the sender from the handshake, which the browser fills in.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    const { id, name } = socket.handshake.auth as typeof socket.data.user
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), from: { id, name } })
    return OK
// #endregion
