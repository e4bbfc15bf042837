// requests, rejected by 03.2-from
// It publishes all fields of the user, including private ones.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), from: socket.data.user })
    return OK
// #endregion
