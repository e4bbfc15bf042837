// requests, rejected by 03.1-invalid
// It accepts texts of any length.
// #region 03.1-sendMessage
    if (!isRecord(payload) || typeof payload.text !== 'string' || payload.text === '') return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, payload.text))
    return OK
// #endregion
