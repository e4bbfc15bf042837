// requests, rejected by 03.5-silent and 03.1-published
// It acknowledges the message if Redis does not reply at once.
// #region 03.1-sendMessage
    const text = readText(payload)
    if (text === undefined) return refuse('invalid')
    const published = pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    await Promise.race([published, new Promise((resolve) => setTimeout(resolve, 0))])
    return OK
// #endregion
