// requests, rejected by 03.2-from
// It publishes all fields of the user, including private ones.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), from: socket.data.user })
    return OK
// #endregion
