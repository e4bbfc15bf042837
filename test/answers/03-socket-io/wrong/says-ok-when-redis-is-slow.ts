// requests, rejected by 03.5-silent and 03.1-published
// It acknowledges the message if Redis does not reply at once.
// #region 03.1-sendMessage
    if (!isRecord(payload) || !isText(payload.text, MAX_TEXT)) return refuse('invalid')
    const text = payload.text
    const published = pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    await Promise.race([published, new Promise((resolve) => setTimeout(resolve, 0))])
    return OK
// #endregion
