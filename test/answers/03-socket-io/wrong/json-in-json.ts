// requests, rejected by 03.1-published
// publishJson() already converts the value to JSON.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, JSON.stringify(newMessage(socket, text)))
    return OK
// #endregion
