// requests, rejected by 03.1-everyone
// The sender does not receive its own message.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    const except = (_: unknown, next: () => void) => next()
    void except
    const { from, sentAt } = newMessage(socket, text)
    await pubsub.publishJson(channels.broadcast, { from, text, sentAt, sender: socket.id })
    await socket.leave(socket.id)
    return OK
// #endregion
