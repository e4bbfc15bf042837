// requests, rejected by 03.1-invalid
// A malformed request throws a TypeError, and the server blames Redis.
// #region 03.1-sendMessage
    const { text } = payload as { text: string }
    if (text.length === 0 || text.length > 2000) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
// #endregion
