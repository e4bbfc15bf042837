// requests, rejected by 03.2-from
// It takes the sender from the handshake, which the browser fills in.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    const { id, name } = socket.handshake.auth as typeof socket.data.user
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), from: { id, name } })
    return OK
// #endregion
