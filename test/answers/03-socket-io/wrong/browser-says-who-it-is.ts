// requests, rejected by 03.2-from
// It lets the browser name the sender.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    const { from = socket.data.user } = payload as { from?: typeof socket.data.user }
    await pubsub.publishJson(channels.broadcast, { ...newMessage(socket, text), from })
    return OK
// #endregion
