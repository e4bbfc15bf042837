// requests, rejected by 03.1-invalid
// It counts code points instead of `length`, so 1,001 emoji are accepted.
// #region 03.1-sendMessage
    if (!isRecord(payload) || typeof payload.text !== 'string' || payload.text === '') return refuse('invalid')
    if ([...payload.text].length > MAX_TEXT) return refuse('invalid')
    await pubsub.publishJson(channels.broadcast, newMessage(socket, payload.text))
    return OK
// #endregion
