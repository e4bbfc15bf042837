// requests
// It reads the text with a regular expression.
// #region 03.1-sendMessage
    const text: unknown = isRecord(payload) ? payload.text : undefined
    if (typeof text !== 'string' || !/^[\s\S]{1,2000}$/.test(text)) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, text))
    return OK
// #endregion
