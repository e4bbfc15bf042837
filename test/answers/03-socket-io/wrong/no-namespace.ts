// requests, rejected by 03.1-apart
// Two programs on one Redis receive each other's messages.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    await pubsub.publishJson('broadcast', newMessage(socket, text))
    return OK
// #endregion
