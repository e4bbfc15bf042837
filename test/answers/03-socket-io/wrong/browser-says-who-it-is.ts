// requests, rejected by 03.2-from
// It lets the browser name the sender.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    const { from = socket.data.user } = payload as { from?: typeof socket.data.user }
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), from })
    return OK
// #endregion
