// requests, rejected by 03.1-invalid
// As in the tutorial: the type says that the value is a message.
// #region 03.1-sendMessage
    const { text } = payload as { text: string }
    if (text === undefined) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
// #endregion
